import BantamDiagnostics

/// Test results as JUnit XML, as build servers read it: a suite per rule set, a case per test.
public func junitText(_ suites: [(results: [TestResult], files: [SourceFile])]) -> String {
  var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
  for (results, files) in suites {
    let failed = results.count { !$0.hasPassed }
    text += "  <testsuite name=\"bantam test\" tests=\"\(results.count)\" failures=\"\(failed)\" errors=\"0\">\n"
    for result in results { text += testCase(result, files) }
    text += "  </testsuite>\n"
  }
  return text + "</testsuites>\n"
}

private func testCase(_ result: TestResult, _ files: [SourceFile]) -> String {
  let file = files[result.span.file]
  let head =
    "    <testcase name=\"\(escaped(result.name))\" classname=\"\(escaped(file.path))\""
    + " file=\"\(escaped(file.path))\" line=\"\(file.position(of: result.span.start).line)\""
  if result.hasPassed { return head + "/>\n" }
  var text = head + ">\n"
  for failure in result.failures {
    let diagnostic = failure.diagnostic
    let place = diagnostic.span.map { "\(files[$0.file].path):\(files[$0.file].position(of: $0.start).line)" }
    let why = failure.explanation.map { "\n\n" + $0.text(width: 100, isColoured: false) } ?? ""
    text += "      <failure type=\"\(diagnostic.code)\" message=\"\(escaped(diagnostic.message))\">"
    text += escaped((place ?? "") + (diagnostic.help.map { "\n" + $0 } ?? "") + why) + "</failure>\n"
  }
  return text + "    </testcase>\n"
}

/// What XML 1.0 allows and nothing that it would read as its own.
private func escaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "\n", "\t": result.unicodeScalars.append(scalar)
    default:
      let isAllowed = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
      result.unicodeScalars.append(isAllowed ? scalar : "\u{FFFD}")
    }
  }
  return result
}
