import BantamColumns
import BantamEngine
import BantamExplain
import BantamPlan
import BantamProgram
import BantamReport
import BantamSession
import BantamStore
import BantamSystem

/// Looking closer at the last criterion, or at what is declared.
extension Repl.Command {
  static let why = Repl.Command(
    "why", argument: "CONTACT [NAME]", summary: "show why a contact is in or out",
    help: """
      CONTACT is a key or an e-mail address; `name contains "…"` finds one. Of the last criterion, or of the segment, \
      score or campaign that is named.
      """,
    example: Example("country = \"DE\"", ":why 1", says: "country")
  ) { repl, text throws(RunFailure) in
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard let name = words.first else { throw .criterion(.usage(":why CONTACT [NAME]")) }
    let criterion = words.count > 1 ? nil : repl.last?.criterion
    let contact = try repl.workbench.contact(
      named: name, criterion, subject: words.count > 1 ? words[1] : nil)
    return Repl.Reply(explain(contact).text(width: repl.width, isColoured: repl.isColoured))
  }

  static let hist = Repl.Command(
    "hist", argument: "FIELD or SCORE", summary: "show how the values of a field, or the totals of a score, spread",
    help: "Of the last criterion's contacts, or of all where there is none.",
    example: Example("country = \"DE\"", ":hist country", says: "DE")
  ) { repl, text throws(RunFailure) in
    if text.isEmpty { throw .criterion(.usage(":hist FIELD or SCORE")) }
    if let score = repl.workbench.program.scores.firstIndex(where: { $0.name == text }) {
      return Repl.Reply(try repl.totals(of: score))
    }
    return Repl.Reply(try repl.histogram(of: try repl.field(text)))
  }

  static let cross = Repl.Command(
    "cross", argument: "A B [C]", summary: "show how segments overlap, with counts",
    help: "A, B and C are segments, defines or `it`.",
    example: Example(
      "define germans = country = \"DE\"", "define named = name is known", ":cross germans named", says: "germans")
  ) { repl, text throws(RunFailure) in
    let names = listedNames(text)
    guard (2...3).contains(names.count) else { throw .criterion(.usage(":cross A B [C]")) }
    return Repl.Reply(try repl.overlap(names))
  }

  static let compare = Repl.Command(
    "compare", argument: "A B", summary: "show who is in one segment and not in the other",
    help: "Counts, then the first contacts that only one of the two has.",
    example: Example("define germans = country = \"DE\"", ":compare germans everyone", says: "only in")
  ) { repl, text throws(RunFailure) in
    let names = listedNames(text)
    guard names.count == 2 else { throw .criterion(.usage(":compare A B")) }
    return Repl.Reply(try repl.comparison(names[0], names[1]))
  }

  static let profile = Repl.Command(
    "profile", argument: "[NAME]", summary: "show which clause of the criterion removes how many, in order",
    help: "Of the last criterion, or of a segment. Each clause counts what is left of those before it.",
    example: Example("country = \"DE\" and name is known", ":profile", says: "removes")
  ) { repl, name throws(RunFailure) in Repl.Reply(try repl.clauses(of: repl.traced(name))) }

  static let plan = Repl.Command(
    "plan", argument: "[NAME]", summary: "show the conditions of the criterion with the time that each took",
    help: """
      Of the last criterion, or of a segment. Equal conditions are one, and worked out once; contacts that are decided \
      already are not asked.
      """,
    example: Example("country = \"DE\" or country = \"AT\"", ":plan", says: "condition")
  ) { repl, name throws(RunFailure) in Repl.Reply(try repl.costs(of: repl.traced(name))) }
}

extension Repl.Command {
  static let sql = Repl.Command(
    "sql", argument: "[NAME]", summary: "show the criterion as a query for SQLite",
    help: "Of the last criterion, or of a segment. What asks activities, members, samples or arithmetic has none.",
    example: Example("country = \"DE\" and employees > 50", ":sql", says: "SELECT")
  ) { repl, name throws(RunFailure) in Repl.Reply(try repl.query(of: repl.traced(name))) }
}

extension Repl {
  fileprivate func query(of criterion: Criterion) throws(RunFailure) -> String {
    guard let plan = criterion.plan else { return "" }
    let made = CriterionSQL(plan: plan, lists: criterion.program.lists, layout: workbench.store.layout)
    do throws(CriterionSQL.Unsayable) {
      return try made.query()
    } catch {
      return "There is no query for it: it asks \(error.words).\n"
    }
  }

  /// The answers to a name, or `it`, a byte per contact.
  private func mask(of name: String) throws(RunFailure) -> [UInt8] {
    let criterion = try self.criterion(named: name)
    guard let node = criterion.plan?.segments.first?.node else { return [] }
    return try workbench.masks(criterion, [node])[0]
  }

  fileprivate func overlap(_ names: [String]) throws(RunFailure) -> String {
    var masks: [[UInt8]] = []
    for name in names { masks.append(try mask(of: name)) }
    var counts = [Int](repeating: 0, count: 1 << names.count)
    for row in 0..<workbench.tables.count {
      var place = 0
      for (index, mask) in masks.enumerated() where mask[row] & 1 != 0 { place |= 1 << index }
      counts[place] += 1
    }
    var table = Table(names.map { .init($0) } + [.init("contacts", .right), .init("share", .right)])
    for place in (1..<counts.count).reversed() {
      let cells = names.indices.map { place & 1 << $0 != 0 ? "yes" : "–" }
      let count = counts[place]
      let share = percentage(count, of: workbench.tables.count)
      table.rows.append(cells + [grouped(count), share])
    }
    addBars((1..<counts.count).reversed().map { counts[$0] }, to: &table, most: 24)
    return table.text(width: width, isColoured: isColoured)
  }

  fileprivate func comparison(_ first: String, _ second: String) throws(RunFailure) -> String {
    let (one, other) = (try mask(of: first), try mask(of: second))
    var only: (first: [Int32], second: [Int32], both: Int) = ([], [], 0)
    for row in one.indices {
      switch (one[row] & 1, other[row] & 1) {
      case (1, 1): only.both += 1
      case (1, 0): only.first.append(Int32(row))
      case (0, 1): only.second.append(Int32(row))
      default: break
      }
    }
    var text = "in both: \(grouped(only.both))\n"
    for (name, rows) in [(first, only.first), (second, only.second)] {
      text += "only in \(name): \(grouped(rows.count))"
      let shown = Array(rows.prefix(5))
      let names = contactNames(shown, keys: workbench.tables.keys, workbench.store, workbench.program)
      let words = zip(shown, names).map { row, name in
        [SQLValue(keyOf: Int(row), workbench.tables.keys).text, name].filter { !$0.isEmpty }.joined(separator: " ")
      }
      text += words.isEmpty ? "\n" : " – \(words.joined(separator: ", "))\(rows.count > shown.count ? " …" : "")\n"
    }
    return text
  }

  // MARK: Clauses

  fileprivate func clauses(of criterion: Criterion) throws(RunFailure) -> String {
    guard let root = criterion.root else { return "" }
    var parts = conjuncts(root, criterion)
    // A name alone is opened.
    while parts.count == 1, case .segment(let id) = parts[0].condition.kind,
      let inner = criterion.trace?.roots[.segment(id)]
    {
      parts = conjuncts(inner, criterion)
    }
    let masks = try workbench.masks(criterion, parts.map(\.node))
    var table = Table([.init("removes", .right), .init("left", .right), .init(""), .init("clause")])
    var isLeft = [Bool](repeating: true, count: workbench.tables.count)
    var left = isLeft.count
    for (part, mask) in zip(parts, masks) {
      let before = left
      for row in mask.indices where isLeft[row] && mask[row] & 1 == 0 {
        isLeft[row] = false
        left -= 1
      }
      table.rows.append([
        grouped(before - left), grouped(left), bar(left, of: workbench.tables.count, width: 20),
        source(of: part.condition, criterion),
      ])
    }
    return table.text(width: width, isColoured: isColoured)
  }

  /// The clauses that all have to hold, from the outside inwards; an earlier criterion is what it was made of.
  private func conjuncts(_ trace: ConditionTrace, _ criterion: Criterion) -> [ConditionTrace] {
    switch trace.condition.kind {
    case .all where !trace.parts.isEmpty: return trace.parts.flatMap { conjuncts($0, criterion) }
    case .segment(let id) where isOwnName(criterion.program.segments[id].name):
      return criterion.trace?.roots[.segment(id)].map { conjuncts($0, criterion) } ?? [trace]
    default: return [trace]
    }
  }

  /// The only part of a block.
  private func alone(_ trace: ConditionTrace) -> ConditionTrace {
    var trace = trace
    while case .all = trace.condition.kind, trace.parts.count == 1 { trace = trace.parts[0] }
    return trace
  }

  fileprivate func costs(of criterion: Criterion) throws(RunFailure) -> String {
    guard let root = criterion.root,
      let outcome = try workbench.answer(criterion, profiles: true)?.outcome, let profile = outcome.profile
    else { return "" }
    var conditions: [NodeID: (text: String, places: Int)] = [:]
    func add(_ trace: ConditionTrace) {
      conditions[trace.node] = (source(of: trace.condition, criterion), (conditions[trace.node]?.places ?? 0) + 1)
      for part in trace.parts { add(part) }
    }
    add(root)
    // A name alone is opened.
    var opened = root
    while case .segment(let id) = alone(opened).condition.kind, let inner = criterion.trace?.roots[.segment(id)] {
      add(inner)
      opened = inner
    }
    var table = Table([
      .init("ms", .right), .init("asked of", .right), .init("holds for", .right), .init("places", .right),
      .init("condition"),
    ])
    for (node, condition) in conditions.sorted(by: { $0.key < $1.key }) {
      let cost = profile.costs[node]
      table.rows.append([
        tenths(cost.nanoseconds, 1_000_000), grouped(cost.rows), percentage(cost.yes, of: cost.rows),
        String(condition.places), condition.text,
      ])
    }
    return table.text(width: width, isColoured: isColoured)
      + "All contacts passed in \(tenths(profile.passNanoseconds, 1_000_000)) ms.\n"
  }

  /// The last criterion, or a segment, with its clauses.
  fileprivate func traced(_ name: String) throws(RunFailure) -> Criterion {
    if !name.isEmpty, name != "it" { return try criterion(named: name, isTraced: true) }
    _ = try needed()
    return workbench.criterion(lastText, isTraced: true)
  }

  /// A segment or define, or `everyone`.
  private func criterion(named name: String, isTraced: Bool = false) throws(RunFailure) -> Criterion {
    let criterion = workbench.criterion(name, isTraced: isTraced)
    if criterion.plan != nil { return criterion }
    let known = workbench.program.segments.map(\.name).filter { !isOwnName($0) }.sorted()
    throw .unknownName("segment", name, known: known)
  }

  /// A condition as it was typed, on one line.
  private func source(of condition: Condition, _ criterion: Criterion) -> String {
    let files = criterion.program.files
    guard files.indices.contains(condition.span.file) else { return "" }
    var words = files[condition.span.file].text(condition.span).split(whereSeparator: \.isWhitespace)[...]
    if words.first == "{", words.last == "}", words.count > 2 { words = words.dropFirst().dropLast() }
    return words.joined(separator: " ")
  }
}
