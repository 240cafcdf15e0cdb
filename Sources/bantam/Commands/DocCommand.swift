import BantamDiagnostics
import BantamDoc
import BantamSession
import BantamSystem

/// `bantam doc [PATH]`: the reference of a rule set.
enum DocCommand {
  static let command = Command(
    name: "doc",
    summary: "write the reference of a rule set, as one page of HTML or Markdown",
    description: """
      Explains a rule set to people: an overview, pictures of the funnel and of who rests on whom, and each declaration in \
      plain sentences, with its text, its comments, what it uses and who uses it. The HTML page needs no other file and \
      no network. A file is written whole or not at all.
      """,
    arguments: [.rules],
    options: [
      Option(
        "output", short: "o", Value("FILE", .file),
        help: "write to a file, or into a folder as index.html or README.md, in place of standard output"),
      Option(
        "format", Value("FORMAT", .choice(DocumentFormat.allCases.map(\.rawValue))), help: "the form of the reference",
        standard: "by the file's ending, else markdown"),
      .language,
    ],
    examples: [
      Example("a page for the browser", "bantam doc demo -o demo/rules.html"),
      Example("in German, as Markdown", "bantam doc demo --lang de"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    let path = invocation.rulesPath
    let files: [SourceFile]
    do throws(UsageError) { files = try readRuleFiles(path) } catch { return console.report(error) }
    let rules = checkRules(files)
    if rules.hasErrors { return console.report(RunFailure.rules(rules)) }
    let (output, format) = place(invocation)
    let name = withoutTrailingSlashes(absolutePath(folder(ofRules: path))).split(separator: "/").last ?? ""
    let text = describe(Catalogue(rules.program), as: format, invocation.language, name: String(name))
    guard let output else {
      console.write(text)
      return .clean
    }
    if files.contains(where: { isSameFile($0.path, output) }) { return console.report(.wouldOverwrite(output)) }
    do throws(SystemError) {
      try writeFile(path: output, bytes: text.utf8)
    } catch {
      return console.report(UsageError.file(error))
    }
    console.remark("written: \(output)")
    return .clean
  }

  /// Where to, and in which form.
  private static func place(_ invocation: Invocation) -> (output: String?, format: DocumentFormat) {
    let asked = invocation.value("format").flatMap(DocumentFormat.init)
    guard let output = invocation.value("output") else { return (nil, asked ?? .markdown) }
    if isDirectory(output) {
      let format = asked ?? .html
      return (joinedPath(output, format == .html ? "index.html" : "README.md"), format)
    }
    let isPage = output.lowercased().hasSuffix(".html") || output.lowercased().hasSuffix(".htm")
    return (output, asked ?? (isPage ? .html : .markdown))
  }
}
