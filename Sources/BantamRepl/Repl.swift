import BantamDiagnostics
import BantamProgram
import BantamReport
import BantamSession
import BantamSystem

/// A dialogue about criteria: a line or a block comes in, words come out. Knows nothing of a terminal.
public final class Repl {
  /// What a line is answered by.
  public struct Reply {
    public var text = ""
    /// What is wrong, with the files its places lie in; nothing was done then.
    public var diagnostics: [Diagnostic] = []
    public var files: [SourceFile] = []
    public var isEnd = false

    public init(_ text: String = "") { self.text = text }
  }

  public let workbench: Workbench
  /// Columns of the output; nil: as wide as it gets.
  public var width: Int?
  public var isColoured = false
  /// The last criterion; `it` names it. nil also where the contacts were read anew since: its rows are others then.
  public var last: (criterion: Criterion, count: CriterionCount, rows: [Int32])? {
    answered.flatMap { $0.generation == workbench.generation ? ($0.criterion, $0.count, $0.rows) : nil }
  }
  private var answered: (generation: Int, criterion: Criterion, count: CriterionCount, rows: [Int32])?
  /// How many contacts a table shows.
  var limit = 10
  /// The fields a table shows; nil: those that the criterion reads.
  var shownFields: [String]?
  var sorting: (field: String, isDescending: Bool)?
  var showsTime = false
  private var accepted = 0
  /// The last criterion's text, in which `it` has become the name of the one before.
  private(set) var lastText = ""

  public init(_ workbench: Workbench) {
    self.workbench = workbench
    workbench.isForgettable = isOwnName
  }

  /// What is said at the start.
  public var greeting: String {
    let kinds = workbench.tables.count
    let names = workbench.declarations.keys.filter { !isOwnName($0) || workbench.place(of: $0) != nil }
    return "\(counted(kinds, "contact")), \(counted(names.count, "declaration")). "
      + "Type a condition, or `:help`.\n"
  }

  /// Whether a text goes on in the next line: a bracket is open.
  public static func isOpen(_ text: String) -> Bool { openBracket(in: text) != nil }

  public func reply(to input: String) -> Reply {
    let text = input.trimmedBlanks
    if text.isEmpty { return Reply() }
    do throws(RunFailure) {
      if text.hasPrefix(":") { return try command(text) }
      // What people type elsewhere.
      if let word = ["help": "help", "?": "help", "exit": "quit", "quit": "quit"][text] {
        return try command(":" + word)
      }
      if Workbench.declarationWord(text) != nil { return try declare(text) }
      return try ask(text)
    } catch {
      var reply = Reply()
      reply.diagnostics = error.diagnostics.map { diagnostic in
        var own = diagnostic
        if own.code == "BT1001" { own.help = "`name contains \"…\"` finds a contact; its key stands in front of it" }
        return own
      }
      reply.files = error.files
      if Workbench.declaredNames(in: text).count > 1 { reply.text = "Nothing was added.\n" }
      return reply
    }
  }

  // MARK: Criteria

  private func ask(_ text: String) throws(RunFailure) -> Reply {
    if answered == nil, workbench.declarations["it"] == nil, replacingWord("it", with: "", in: text) != text {
      _ = try needed()
    }
    let started = Clock.monotonicNanoseconds()
    let criterion = workbench.criterion(text)
    guard let found = try workbench.answer(criterion, rows: true) else {
      var reply = Reply()
      reply.diagnostics = criterion.diagnostics
      reply.files = criterion.files
      return reply
    }
    let took = Clock.monotonicNanoseconds() - started
    var words = countText(found.count, criterion)
    if let last, last.criterion.context == criterion.context {
      words += differenceText(found.count.matching - last.count.matching)
    }
    if showsTime { words += " · \(durationText(nanoseconds: took))" }
    answered = (workbench.generation, criterion, found.count, found.rows)
    try name(text)
    var reply = Reply(words + "\n" + UnknownValues(workbench).words(text))
    if criterion.plan?.counters.isEmpty == false, !workbench.tables.hasActivities {
      reply.text += "There are no activities: the contacts stand in a table of their own.\n"
    }
    if !found.rows.isEmpty { reply.text += "\n" + (try firstContacts()) }
    return reply
  }

  /// The last criterion's count as the clock is now; empty without one.
  func countedAgain() throws(RunFailure) -> String {
    guard last != nil else { return "" }
    let criterion = workbench.criterion(lastText)
    guard let found = try workbench.answer(criterion, rows: true) else { return "" }
    answered = (workbench.generation, criterion, found.count, found.rows)
    return countText(found.count, criterion) + "\n"
  }

  /// `it` names the last criterion; one that names an earlier one keeps that.
  private func name(_ text: String) throws(RunFailure) {
    // It may have been forgotten.
    let earlier = workbench.declarations["it_\(accepted)"] != nil ? "it_\(accepted)" : nil
    repeat { accepted += 1 } while workbench.place(of: "it_\(accepted)") != nil
    let own = earlier.map { replacingWord("it", with: $0, in: text) } ?? text
    lastText = own
    // A define is what its text says, so that `it` is of companies where its fields are.
    var declared = "define it_\(accepted) = all {\n\(own)\n}"
    // A name of the rules stays theirs.
    if workbench.place(of: "it") == nil { declared += "\ndefine it = it_\(accepted)" }
    _ = try workbench.declare(declared)
  }

  private func declare(_ text: String) throws(RunFailure) -> Reply {
    let names = Workbench.declaredNames(in: text)
    if let own = names.first(where: isOwnName), workbench.place(of: own) == nil { throw .criterion(.ownName(own)) }
    var reply = Reply()
    for declared in try workbench.declare(text) {
      reply.text += "`\(declared.name)` is \(declared.replaces ? "replaced" : "added")."
      let dependents = workbench.dependents(of: declared.name).filter { !isOwnName($0) && !names.contains($0) }
      if !dependents.isEmpty {
        reply.text += " Checked again: \(dependents.map { "`\($0)`" }.joined(separator: ", "))."
      }
      if let count = try count(ofDeclared: declared.name) { reply.text += " " + count + "." }
      reply.text += "\n"
    }
    return reply
  }

  /// How many contacts a segment or define has; nil for other declarations.
  private func count(ofDeclared name: String) throws(RunFailure) -> String? {
    guard workbench.program.segments.contains(where: { $0.name == name }) else { return nil }
    let criterion = workbench.criterion(name)
    return try workbench.answer(criterion).map { countText($0.count, criterion) }
  }

  // MARK: Commands

  private func command(_ text: String) throws(RunFailure) -> Reply {
    let words = text.dropFirst().split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    let name = words.first.map(String.init) ?? ""
    let rest = words.count > 1 ? String(words[1]).trimmedBlanks : ""
    // `:as of DATE` is two words.
    let asked = name == "as" && rest.hasPrefix("of") ? ("as of", String(rest.dropFirst(2)).trimmedBlanks) : (name, rest)
    guard let command = Repl.Command.all.first(where: { $0.name == asked.0 || $0.shortName == asked.0 }) else {
      throw .unknownName("command", ":" + name, known: Repl.Command.all.map { ":" + $0.name })
    }
    return try command.run(self, asked.1)
  }

  /// The last criterion, or what is wrong without one.
  func needed() throws(RunFailure) -> (criterion: Criterion, count: CriterionCount, rows: [Int32]) {
    guard let last else { throw .criterion(.noneYet) }
    return last
  }
}

extension StringProtocol {
  var trimmedBlanks: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return String(self[first...last])
  }
}
