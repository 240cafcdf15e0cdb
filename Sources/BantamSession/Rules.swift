import BantamChecker
import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamRecords
import BantamSyntax
import BantamSystem

/// A rule set as read and checked.
public struct Rules: Sendable {
  public var program: Program
  /// Of syntax and meaning, in the order of the files; none: the program can run.
  public var diagnostics: [Diagnostic]
  /// One per file.
  public var trees: [SyntaxTree]
  /// Identifies the rule files' names and bytes and the lists they read: FNV-1a, 64 bits, in hexadecimal.
  public var hash: String
  /// All of it in one piece, for `replay`; nil: too large to be kept.
  var packed: [UInt8]?

  public var files: [SourceFile] { program.files }
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

extension Rules {
  /// A program that was not read from files.
  public init(_ program: Program) { self.init(program: program, diagnostics: [], trees: [], hash: "") }
}

/// All `.bant` files below a path.
public func readRules(under path: String) throws(SystemError) -> [SourceFile] {
  var files: [SourceFile] = []
  for path in try ruleFiles(under: path) {
    files.append(SourceFile(path: path, bytes: try readFile(path: path, maximumBytes: SourceFile.maximumBytes)))
  }
  return files
}

/// Texts to program: parse, then check.
public func checkRules(_ files: [SourceFile]) -> Rules { checkRules(files, ListRecorder()) }

func checkRules(_ files: [SourceFile], _ lists: ListRecorder) -> Rules {
  let parsed = parseAll(files)
  let (program, errors) = check(parsed.map(\.tree), readList: lists.read)
  let diagnostics = parsed.flatMap { $0.errors.map(\.diagnostic) } + errors.map(\.diagnostic)
  let pack = RulePack(files, lists.lists).bytes
  return Rules(
    program: program, diagnostics: diagnostics, trees: parsed.map(\.tree), hash: String(stableHash(pack), radix: 16),
    packed: pack.count <= RulePack.maximumBytes ? pack : nil)
}

/// Parses the files on all cores.
private func parseAll(_ files: [SourceFile]) -> [(tree: SyntaxTree, errors: [SyntaxError])] {
  let slots = PartSlots<(tree: SyntaxTree, errors: [SyntaxError])>(count: files.count)
  if files.count < 8 {
    for index in files.indices { slots.set(index, parse(files[index], file: index)) }
  } else {
    parallel(parts: files.count) { slots.set($0, parse(files[$0], file: $0)) }
  }
  return slots.all
}
