import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamSyntax
import BantamSystem

/// A condition that somebody tries, with its plan, or with what is wrong with it.
public struct Criterion: Sendable {
  /// As it was typed: one condition, or several lines that all have to hold.
  public let text: String
  /// What is wrong with it; places count from the start of `text`.
  public let diagnostics: [Diagnostic]
  /// The files that the places lie in; that of the text is called `input`.
  public let files: [SourceFile]
  public let program: Program
  /// nil where something is wrong.
  public let plan: Plan?
  public let trace: Trace?

  /// Whose fields it reads; of a name alone that of what it names.
  public var context: Context {
    guard let own = program.segments.last else { return .contact }
    var condition = own.condition
    while case .all(let parts) = condition.kind, parts.count == 1 { condition = parts[0] }
    if own.context == .contact, case .segment(let id) = condition.kind { return program.segments[id].context }
    return own.context
  }

  /// Its clauses.
  public var root: ConditionTrace? { program.segments.indices.last.flatMap { trace?.roots[.segment($0)] } }

  public var condition: Condition? { plan == nil ? nil : program.segments.last?.condition }

  /// A longer text is none that somebody types.
  public static let mostBytes = 1 << 20

  /// The last segment or define that a text declares, as it would be above the book.
  init(declaring text: String, in book: RuleBook, asOf: Int64, zone: ZoneRules) throws(CriterionProblem) {
    let typed = try typedDeclarations(SourceFile(path: "input", text: text))
    guard let last = typed.last, ["segment", "define"].contains(last.word) else {
      throw CriterionProblem(diagnostic: CriterionError.nothingToCount(nil).diagnostic)
    }
    var book = book
    book.add(typed)
    self.init(last.name, in: book, asOf: asOf, zone: zone)
  }

  init(_ text: String, in book: RuleBook, asOf: Int64, zone: ZoneRules, isTraced: Bool = false) {
    self.text = text
    let file = book.fileCount
    let start = "segment \(book.freeName) {\n"
    let shown = SourceFile(path: "input", text: text)
    guard shown.bytes.count <= Self.mostBytes else {
      (files, program, plan, trace) = ([shown], Program(), nil, nil)
      diagnostics = [CriterionError.tooLong.diagnostic]
      return
    }
    let checked = book.check(with: SourceFile(path: "input", text: start + text + "\n}\n"))
    program = checked.program
    var files = program.files
    files[file] = shown
    self.files = files
    let place = Shift(file: file, by: start.utf8.count, length: shown.bytes.count)
    let found = checked.diagnostics.filter { $0.severity == .error && $0.span?.file == file }
    var own = found.map(place.shifted)
    // What is wrong elsewhere is not the condition's fault, but nothing can be said then.
    if own.isEmpty { own += checked.diagnostics.filter { $0.severity == .error } }
    let declarations = checked.trees[file].root.nodes
    // A declaration in the midst of the text leaves the bracket open that is put around it.
    let isCutShort = declarations.count > 1 && found.contains { ($0.span?.start ?? 0) < start.utf8.count }
    if own.isEmpty && declarations.count != 1 || isCutShort {
      let second = declarations.count > 1 ? place.shifted(declarations[1].span) : nil
      own = [CriterionError.endsEarly(second).diagnostic]
    }
    var made: (plan: Plan, errors: [PlanError], trace: Trace?)?
    if own.isEmpty, let id = program.segments.indices.last {
      let scope = PlanScope(segments: [id], campaigns: [], scores: [])
      if isTraced {
        made = makeTracedPlan(program, asOf: asOf, zone: zone, scope: scope)
      } else {
        let (plan, errors) = makePlan(program, asOf: asOf, zone: zone, scope: scope)
        made = (plan, errors, nil)
      }
      own = made?.errors.map(\.diagnostic) ?? []
    }
    diagnostics = own
    plan = own.isEmpty ? made?.plan : nil
    trace = made?.trace
  }
}

/// Moves places in one file towards its start.
struct Shift {
  let file: Int
  let by: Int
  /// Of what is left.
  let length: Int

  init(file: Int, by: Int, length: Int) {
    self.file = file
    self.by = by
    self.length = length
  }

  func shifted(_ span: Span) -> Span {
    guard span.file == file else { return span }
    func place(_ offset: Int) -> Int { min(max(offset - by, 0), length) }
    return Span(file: file, start: place(span.start), end: place(span.end))
  }

  func shifted(_ diagnostic: Diagnostic) -> Diagnostic {
    var diagnostic = diagnostic
    diagnostic.span = diagnostic.span.map(shifted)
    diagnostic.notes = diagnostic.notes.map { Note($0.text, at: shifted($0.span)) }
    diagnostic.fixes = diagnostic.fixes.map { fix in
      Fix(fix.title, fix.edits.map { Edit(shifted($0.span), $0.text) }, isSafe: fix.isSafe)
    }
    return diagnostic
  }
}
