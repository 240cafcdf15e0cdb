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

  private func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
  }
}
