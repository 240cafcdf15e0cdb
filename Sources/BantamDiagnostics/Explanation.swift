/// What `bantam help BT0101` says: a code explained with a wrong and a right example.
public struct Explanation: Sendable {
  public var code: String
  /// A few words, lower case.
  public var title: String
  /// Why it is wrong and what to do, in a paragraph or two.
  public var text: String
  /// Rules (or a command line) that bring exactly this code; empty where no text of the user's does.
  public var wrong: String
  /// The same put right.
  public var right: String

  public init(_ code: String, _ title: String, text: String, wrong: String = "", right: String = "") {
    self.code = code
    self.title = title
    self.text = text
    self.wrong = wrong
    self.right = right
  }

  /// The explanation as a page of plain text.
  public var page: String {
    var page = "\(code): \(title)\n\n\(text)\n"
    if !wrong.isEmpty { page += "\nWrong:\n\n" + indented(wrong) }
    if !right.isEmpty { page += "\nRight:\n\n" + indented(right) }
    return page
  }

  /// The same as Markdown, without the code and its title: they stand above it wherever it is shown.
  public var markdown: String {
    var page = text + "\n"
    if !wrong.isEmpty { page += "\n**Wrong**\n\n" + fenced(wrong) }
    if !right.isEmpty { page += "\n**Right**\n\n" + fenced(right) }
    return page
  }

  /// Fenced with more backticks than the text has in a row.
  private func fenced(_ example: String) -> String {
    let longest = example.split { $0 != "`" }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    let language = example.hasPrefix("bantam ") ? "sh" : "bant"
    return "\(fence)\(language)\n\(example)\(example.hasSuffix("\n") ? "" : "\n")\(fence)\n"
  }

  private func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
  }
}
