import BantamChecker
import BantamDiagnostics
import BantamFormatter
import BantamLinter
import BantamSyntax

/// The parts of the program that take any text.
enum FuzzTarget: String, CaseIterable {
  /// Lexer and parser.
  case parser
  case formatter
  /// Parser and checker, on up to four files, with the findings rendered.
  case checker
  /// All lint rules, where the input has no error.
  case linter
}

/// One input through a part of the program, and what must hold for every input.
struct Harness {
  /// Inputs of this size and below are timed.
  static let timedBytes = 64 << 10
  static let slowSeconds = 0.1
  static let maximumSeconds = 1.0

  let target: FuzzTarget
  /// The seconds that parsing and checking took, on this thread alone.
  private(set) var seconds = 0.0

  init(_ target: FuzzTarget) { self.target = target }

  /// What does not hold, in words; nil where all is well.
  mutating func problem(_ bytes: [UInt8]) -> String? {
    switch target {
    case .parser: parserProblem(bytes)
    case .formatter: formatterProblem(bytes)
    case .checker: checkerProblem(bytes)
    case .linter: linterProblem(bytes)
    }
  }

  private mutating func parserProblem(_ bytes: [UInt8]) -> String? {
    let file = SourceFile(path: "a.bant", bytes: bytes)
    let start = threadSeconds()
    let (tree, errors) = parse(file, file: 0)
    seconds = threadSeconds() - start
    if tree.printed() != bytes { return "the tree prints another text" }
    if tree.root.hasError, errors.isEmpty { return "an error node without an error" }
    let diagnostics = errors.map(\.diagnostic)
    return spanProblem(diagnostics, [file]) ?? fixProblem(diagnostics, [file])
  }

  private mutating func formatterProblem(_ bytes: [UInt8]) -> String? {
    let tree = parse(SourceFile(path: "a.bant", bytes: bytes), file: 0).tree
    let start = threadSeconds()
    let formatted = format(tree)
    seconds = threadSeconds() - start
    let again = parse(SourceFile(path: "a.bant", bytes: formatted), file: 0).tree
    if words(again) != words(tree) { return "the formatted text has other words" }
    if format(again) != formatted { return "formatting again changes something" }
    return nil
  }

  /// What the formatter may not change: the texts of all tokens but separators.
  private func words(_ tree: SyntaxTree) -> [ArraySlice<UInt8>] {
    tree.tokens.filter { $0.kind != .newline && $0.kind != .comma && $0.kind != .endOfFile }
      .map { tree.source.bytes[Int($0.start)..<Int($0.end)] }
  }

  private mutating func checkerProblem(_ bytes: [UInt8]) -> String? {
    let files = Self.files(bytes)
    let start = threadSeconds()
    let parsed = files.enumerated().map { parse($1, file: $0) }
    let (program, errors) = check(parsed.map(\.tree), readList: Self.list)
    let diagnostics = parsed.flatMap { $0.errors.map(\.diagnostic) } + errors.map(\.diagnostic)
    seconds = threadSeconds() - start
    if !parsed.allSatisfy({ $0.tree.printed() == $0.tree.source.bytes }) { return "a tree prints another text" }
    if program.files.count < files.count { return "the program lacks files" }
    if let problem = spanProblem(diagnostics, program.files) { return problem }
    renderAll(diagnostics, program.files, bytes)
    return nil
  }

  private mutating func linterProblem(_ bytes: [UInt8]) -> String? {
    let files = Self.files(bytes)
    let parsed = files.enumerated().map { parse($1, file: $0) }
    let (program, errors) = check(parsed.map(\.tree), readList: Self.list)
    guard errors.isEmpty, parsed.allSatisfy({ $0.errors.isEmpty }) else { return nil }
    let start = threadSeconds()
    let diagnostics = lint(program, parsed.map(\.tree), LintOptions(asOf: 1_772_323_200_000))
    seconds = threadSeconds() - start
    if let problem = spanProblem(diagnostics, program.files) { return problem }
    renderAll(diagnostics, program.files, bytes)
    return nil
  }

  /// A form feed parts the input into files, of which the last may hold more of them.
  private static func files(_ bytes: [UInt8]) -> [SourceFile] {
    bytes.split(separator: 0x0C, maxSplits: 3, omittingEmptySubsequences: false).enumerated().map { index, part in
      SourceFile(path: "\(index).bant", bytes: Array(part))
    }
  }

  /// Lists in memory: a small one, one with a hierarchy, one that is not there, one without the column.
  private static func list(
    _ path: String, _ ruleFile: String, _ column: String?, _ parent: String?
  ) throws -> ListFile {
    let values = ["Kiel", "kiel", "Lübeck", "", "a b"]
    switch path.utf8.count % 4 {
    case 0: throw NoList()
    case 1: return ListFile(columns: ["town"], values: nil, parents: nil)
    default:
      let parents = parent.map { _ in ["", "Kiel", "Lübeck", "Kiel", "a b"] }
      return ListFile(columns: ["town", "state"], values: values, parents: parents)
    }
  }

  private struct NoList: Error, CustomStringConvertible {
    var description: String { "no such file" }
  }

  // MARK: Findings

  private func spanProblem(_ diagnostics: [Diagnostic], _ files: [SourceFile]) -> String? {
    for diagnostic in diagnostics {
      let edits = diagnostic.fixes.flatMap(\.edits).map(\.span)
      for span in [diagnostic.span].compactMap({ $0 }) + diagnostic.notes.map(\.span) + edits {
        guard files.indices.contains(span.file), 0 <= span.start, span.start <= span.end,
          span.end <= files[span.file].bytes.count
        else { return "\(diagnostic.code) has a place outside of its file: \(span)" }
      }
    }
    return nil
  }

  /// What a fix makes is a text like any other.
  private func fixProblem(_ diagnostics: [Diagnostic], _ files: [SourceFile]) -> String? {
    for fix in diagnostics.prefix(4).flatMap(\.fixes) {
      let edits = fix.edits.sorted { $0.span.start > $1.span.start }
      guard zip(edits, edits.dropFirst()).allSatisfy({ $0.span.start >= $1.span.end }) else {
        return "edits of a fix overlap"
      }
      var bytes = files[0].bytes
      for edit in edits { bytes.replaceSubrange(edit.span.start..<edit.span.end, with: edit.text.utf8) }
      if parse(SourceFile(path: "b.bant", bytes: bytes), file: 0).tree.printed() != bytes {
        return "the tree of a fixed text prints another one"
      }
    }
    return nil
  }

  /// In two of the forms, by the input: all for each would make the fuzzer spend its time on them.
  private func renderAll(_ diagnostics: [Diagnostic], _ files: [SourceFile], _ bytes: [UInt8]) {
    let choice = bytes.reduce(0) { $0 &* 31 &+ Int($1) } & 7
    for index in [choice, (choice + 3) & 7] { _ = rendered(diagnostics, files, form: index).utf8.count }
  }

  static let formCount = 8

  /// The findings in one of all forms.
  func rendered(_ diagnostics: [Diagnostic], _ files: [SourceFile], form: Int) -> String {
    let context = FindingsContext(version: "0", paths: PathBase(folder: "/a", current: "/a")) { _ in nil }
    return switch form {
    case 0: render(diagnostics, files: files, style: RenderStyle(.terminal))
    case 1: render(diagnostics, files: files, style: RenderStyle(.plain, width: 40))
    case 2: render(diagnostics, files: files, style: RenderStyle(.line, limit: 25_000))
    case 3: render(diagnostics, files: files, style: RenderStyle(.json))
    case 4: sarif(diagnostics, files: files, context: context)
    case 5: githubAnnotations(diagnostics, files: files, context: context)
    case 6: githubSummary(diagnostics, files: files, title: "a", context: context)
    default: junitReport(diagnostics, files: files, context: context).xml
    }
  }

  /// Findings and files of an input, for those who look at them.
  static func findings(_ bytes: [UInt8]) -> (diagnostics: [Diagnostic], files: [SourceFile]) {
    let parsed = files(bytes).enumerated().map { parse($1, file: $0) }
    let (program, errors) = check(parsed.map(\.tree), readList: list)
    return (parsed.flatMap { $0.errors.map(\.diagnostic) } + errors.map(\.diagnostic), program.files)
  }
}
