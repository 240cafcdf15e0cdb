/// A report in the XML that JUnit's Ant task made common and CI servers read: suites, their cases, what failed.
///
/// There is no standard; elements and attributes are those that Jenkins, GitLab and GitHub's readers have in common.
public struct JUnitReport: Sendable {
  public struct Suite: Sendable {
    public var name: String
    public var cases: [Case]

    public init(_ name: String, _ cases: [Case]) {
      self.name = name
      self.cases = cases
    }
  }

  /// A case without failures passed.
  public struct Case: Sendable {
    public var name: String
    /// What the case belongs to; shown as its group.
    public var group: String
    public var file: String?
    /// From 1.
    public var line: Int?
    public var seconds: Double?
    public var failures: [Failure]
    /// What a case that passed has to say all the same.
    public var output: String?

    public init(
      _ name: String, group: String, file: String? = nil, line: Int? = nil, seconds: Double? = nil,
      failures: [Failure] = [], output: String? = nil
    ) {
      self.name = name
      self.group = group
      self.file = file
      self.line = line
      self.seconds = seconds
      self.failures = failures
      self.output = output
    }
  }

  public struct Failure: Sendable {
    /// The sort of failure, such as a code.
    public var type: String
    /// One line.
    public var message: String
    /// All there is to say.
    public var text: String

    public init(type: String, message: String, text: String) {
      self.type = type
      self.message = message
      self.text = text
    }
  }

  public var name: String
  public var suites: [Suite]

  public init(name: String, suites: [Suite]) {
    self.name = name
    self.suites = suites
  }

  /// The report as XML 1.0 in UTF-8. Characters that XML forbids become U+FFFD.
  public var xml: String {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += element("testsuites", [("name", name)] + counts(suites.flatMap(\.cases))) + ">\n"
    for suite in suites {
      text += "  " + element("testsuite", [("name", suite.name)] + counts(suite.cases)) + ">\n"
      for item in suite.cases { text += xml(item) }
      text += "  </testsuite>\n"
    }
    return text + "</testsuites>\n"
  }

  /// A case with several failures counts once.
  private func counts(_ cases: [Case]) -> [(String, String?)] {
    let seconds = cases.compactMap(\.seconds)
    return [
      ("tests", "\(cases.count)"), ("failures", "\(cases.count { !$0.failures.isEmpty })"), ("errors", "0"),
      ("skipped", "0"), ("time", seconds.isEmpty ? nil : secondsText(seconds.reduce(0, +))),
    ]
  }

  private func xml(_ item: Case) -> String {
    var text = "    "
    text += element(
      "testcase",
      [
        ("name", item.name), ("classname", item.group), ("file", item.file), ("line", item.line.map(String.init)),
        ("time", item.seconds.map(secondsText)),
      ])
    guard !item.failures.isEmpty || item.output != nil else { return text + "/>\n" }
    text += ">\n"
    for failure in item.failures {
      text += "      " + element("failure", [("message", failure.message), ("type", failure.type)])
      text += ">\(escapedXML(failure.text))</failure>\n"
    }
    if let output = item.output { text += "      <system-out>\(escapedXML(output))</system-out>\n" }
    return text + "    </testcase>\n"
  }

  /// The begin of a start tag.
  private func element(_ name: String, _ attributes: [(String, String?)]) -> String {
    attributes.reduce(into: "<" + name) { text, attribute in
      if let value = attribute.1 { text += " \(attribute.0)=\"\(escapedXML(value, isAttribute: true))\"" }
    }
  }
}

/// Seconds with three decimal places, as a plain number.
private func secondsText(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds >= 0, seconds < 1e12 else { return "0" }
  return decimalText(Int64((seconds * 1_000).rounded()), places: 3)
}

/// Text of XML 1.0; blanks other than spaces would become spaces in an attribute unless they are references.
private func escapedXML(_ text: String, isAttribute: Bool = false) -> String {
  escaped(text) { scalar in
    switch scalar.value {
    case 0x26: "&amp;"
    case 0x3C: "&lt;"
    case 0x3E: "&gt;"
    case 0x22: "&quot;"
    case 0x0D: "&#13;"
    case 0x09, 0x0A: isAttribute ? "&#\(scalar.value);" : nil
    case 0..<0x20, 0xFFFE, 0xFFFF: "\u{FFFD}"
    default: nil
    }
  }
}
