import BantamColumns
import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamReport
import BantamSession
import BantamSyntax
import BantamSystem

/// What could stand at the cursor.
public struct Completion: Sendable, Hashable {
  public struct Candidate: Sendable, Hashable {
    public var text: String
    /// What it is, in a few words.
    public var note: String
  }

  /// The bytes that a candidate takes the place of.
  public var range: Range<Int>
  /// The best first.
  public var candidates: [Candidate]

  /// What the best candidate adds behind what is typed already; empty where it begins in another way.
  public func ghost(in text: String) -> String {
    guard !range.isEmpty, let best = candidates.first?.text else { return "" }
    let typed = String(decoding: Array(text.utf8)[range], as: UTF8.self)
    return best.hasPrefix(typed) ? String(best.dropFirst(typed.count)) : ""
  }
}

/// Finds what fits a place in a criterion: names, operators by the type of the field, values of the data.
public final class Completer {
  private static let mostCandidates = 200
  private let workbench: Workbench
  /// Values of a field with their frequency, as far as they were asked for.
  private var values: [String: [(text: String, count: Int)]] = [:]
  private var activityKinds: [Completion.Candidate]?
  private var revision = -1

  public init(_ workbench: Workbench) { self.workbench = workbench }

  /// `cursor` in bytes of UTF-8.
  public func completion(of text: String, at cursor: Int) -> Completion {
    let bytes = Array(text.utf8.prefix(cursor))
    if bytes.first == UInt8(ascii: ":") { return command(bytes) }
    let quote = Self.openQuote(bytes)
    var start = bytes.count
    if let quote {
      start = quote
    } else {
      while start > 0, Self.isWordByte(bytes[start - 1]) { start -= 1 }
    }
    let before = Self.words(bytes[..<start])
    let typed = String(decoding: bytes[start...], as: UTF8.self)
    let found = quote != nil && !asksActivity(before) ? self.values(of: field(before)) : candidates(before)
    let fitting = found.filter { Self.begins($0.text, with: typed) && $0.text != typed }
    // The rest of a word in which the cursor stands goes with it.
    let all = Array(text.utf8)
    var end = bytes.count
    if quote == nil { while end < all.count, Self.isWordByte(all[end]) { end += 1 } }
    return Completion(range: start..<end, candidates: Array(fitting.prefix(Self.mostCandidates)))
  }

  // MARK: Places

  private func candidates(_ before: [String]) -> [Completion.Candidate] {
    guard let last = before.last else { return conditions }
    if asksActivity(before) { return activities }
    if let stages = stageTest(before) { return stages }
    if last == "last", before.count < 2 || before[before.count - 2] != "in" {
      return Self.words([("did ", "the latest")])
    }
    if ["last", "next", "than"].contains(last) { return Self.windows }
    if let next = Self.nextWords[last] { return Self.words(next) }
    if let amount = Int(last), before.count > 1, ["last", "next", "than"].contains(before[before.count - 2]) {
      return ["day", "week", "month", "year"].map { .init(text: amount == 1 ? $0 : $0 + "s", note: "") }
    }
    if last.hasPrefix("\""), asksActivity(before.dropLast()) {
      return Self.words([
        ("in last ", "window"), ("at least ", "times"), ("where { ", "of its fields"), ("and ", "both hold"),
        ("or ", "one holds"),
      ])
    }
    switch last {
    case ",":
      let taken = Set(before[(before.lastIndex(of: "[") ?? 0)...])
      return values(of: field(before)).filter { !taken.contains($0.text) }
    case "=", "!=", "[", "with", "contains", "like": return values(of: field(before))
    case "in": return memberships(field(before))
    case "under": return lists
    case "of" where before.dropLast().last == "km": return places
    case "of" where before.dropLast().last == "member":
      return workbench.program.campaigns.map { .init(text: $0.name, note: $0.label ?? "campaign") }
    case "is":
      let words = [("missing", ""), ("known", "")]
      guard let field = field(before), case .text = workbench.program.fields[field].type else {
        return Self.words(words)
      }
      return Self.words(words + [("shared", "others have it, too")])
    case "for" where before.dropLast().last == "reachable":
      return workbench.program.purposes.map { .init(text: $0.name, note: $0.label ?? "purpose") }
    default: break
    }
    if let field = fieldNamed(last), before.count < 2 || !["of", "in"].contains(before[before.count - 2]) {
      return operators(field)
    }
    if ["and", "or", "not", "{", "(", "\n"].contains(last) { return conditions }
    // Only where something stands that can be joined.
    let text = before.joined(separator: " ")
    let isWhole = workbench.criterion(text + closingBrackets(of: text)).plan != nil
    return isWhole ? Self.words([("and ", "both hold"), ("or ", "one holds")]) : []
  }

  /// What follows words that are followed by one thing.
  private static let nextWords: [String: [(String, String)]] = [
    "reachable": [("for ", "a purpose")], "member": [("of ", "a campaign")], "older": [("than ", "a window")],
    "never": [("did ", "an activity")], "sum": [("of ", "a field")], "average": [("of ", "a field")],
    "at": [("least ", "times or persons"), ("most ", "times or persons")], "where": [("{ ", "of its fields")],
    "any": [("{ ", "one of the lines holds"), ("person { ", "a person of the company")],
    "all": [("{ ", "all lines hold"), ("persons { ", "all persons of the company")],
    "none": [("{ ", "no line holds")], "sample": [("1 of 10", "a stable tenth")],
  ]

  private static func words(_ words: [(String, String)]) -> [Completion.Candidate] {
    words.map { .init(text: $0.0, note: $0.1) }
  }

  private static let windows = words([
    ("30 days", ""), ("90 days", ""), ("12 months", ""), ("1 year", ""), ("week", "the whole week"),
    ("month", "the whole month"), ("quarter", "the whole quarter"),
  ])

  /// Whether the name of an activity comes next: `did "…`, `sum of amount of "…`.
  private func asksActivity(_ before: some BidirectionalCollection<String>) -> Bool {
    let words = Array(before.suffix(4))
    if words.last == "did" { return true }
    return words.count == 4 && words[3] == "of" && words[1] == "of"
      && ["sum", "average", "smallest", "largest"].contains(words[0])
  }

  private var activities: [Completion.Candidate] {
    newest()
    if let activityKinds { return activityKinds }
    let kinds = workbench.tables.activityKinds.prefix(Self.mostCandidates).filter { !$0.kind.contains("\"") }
    let found =
      kinds.map { kind, count in
        Completion.Candidate(text: "\"\(kind)\"", note: counted(count, "activity", "activities"))
      } + [Completion.Candidate(text: "anything", note: "whichever")]
    activityKinds = found
    return found
  }

  /// What comes next in `stage in any project >= customer`; nil where none is begun.
  private func stageTest(_ before: [String]) -> [Completion.Candidate]? {
    let words = Array(before.suffix(5))
    guard let start = words.lastIndex(of: "stage") else { return nil }
    let program = workbench.program
    switch Array(words[(start + 1)...]) {
    case []: return Self.words([("in ", "a project")])
    case ["in"]:
      let projects = Set(program.campaigns.compactMap(\.project)).sorted()
      return Self.words([("any project ", "whichever")]) + projects.map { .init(text: $0 + " ", note: "project") }
    case ["in", "any"]: return Self.words([("project ", "")])
    case let rest where rest.last == "=" || rest.last == ">=" || rest.last == "<=" || rest.last == "was":
      return program.funnels.flatMap { funnel in
        funnel.stages.map { .init(text: $0.name, note: $0.label ?? funnel.name) }
      }
    case let rest where rest.count == 2 || rest == ["in", "any", "project"]:
      return Self.words([("= ", "at"), (">= ", "at or behind"), ("< ", "before"), ("was ", "at any time")])
    default: return nil
    }
  }

  private var conditions: [Completion.Candidate] {
    var found: [Completion.Candidate] = []
    let program = workbench.program
    for segment in program.segments where !isOwnName(segment.name) {
      found.append(.init(text: segment.name, note: segment.label ?? (segment.isDefine ? "define" : "segment")))
    }
    // The rules' own fields before those that are there anyway.
    for field in program.fields.filter({ !$0.isBuiltIn }) + program.fields.filter(\.isBuiltIn)
    where field.context != .activity {
      if found.contains(where: { $0.text == field.name }) { continue }
      found.append(
        .init(
          text: field.name,
          note: "\(field.type.name)\(field.context == .contact ? "" : " of a \(field.context.rawValue)")"))
    }
    let words = [
      ("any { ", "one of the lines holds"), ("all { ", "all lines hold"), ("none { ", "no line holds"),
      ("not ", "the opposite"), ("everyone", "all contacts"), ("any person { ", "a person of the company"),
      ("did ", "an activity"), ("never did ", "no activity"), ("member of ", "of a campaign"),
      ("stage in ", "of the funnel"),
    ]
    return found + Self.words(words)
  }

  /// What comes behind `in`; without a field it is about activities.
  private func memberships(_ field: FieldID?) -> [Completion.Candidate] {
    guard let field else { return Self.words([("last ", "window"), ("each of last ", "every one of some")]) }
    switch workbench.program.fields[field].type {
    case .date, .datetime: return Self.words([("last ", "window"), ("next ", "window")])
    case .text, .choice, .tags: return lists + Self.words([("[", "values")])
    case .integer, .decimal, .money: return Self.words([("10..250", "a range, both ends included"), ("[", "values")])
    case .yesNo, .location: return []
    }
  }

  private func operators(_ field: FieldID) -> [Completion.Candidate] {
    func list(_ words: [String]) -> [Completion.Candidate] { words.map { .init(text: $0, note: "") } }
    let known = ["is known", "is missing"]
    switch workbench.program.fields[field].type {
    case .text, .choice:
      return list(["= ", "!= ", "in [", "contains ", "starts with ", "ends with ", "matches "] + known)
    case .tags: return list(["contains ", "contains any of ["] + known)
    case .integer, .decimal, .money: return list(["> ", ">= ", "< ", "<= ", "= ", "!= ", "in "] + known)
    case .yesNo: return list(["and ", "or ", "is known", "is missing"])
    case .date, .datetime: return list(["in last ", "in next ", "older than ", "before ", "after ", "on "] + known)
    case .location: return list(["within "] + known)
    }
  }

  private var lists: [Completion.Candidate] {
    workbench.program.lists.map { .init(text: $0.name, note: $0.label ?? "list") }
  }

  private var places: [Completion.Candidate] {
    workbench.declarations.filter { $0.value.hasPrefix("place") }.keys.sorted().map { .init(text: $0, note: "place") }
  }

  private func command(_ bytes: [UInt8]) -> Completion {
    let words = String(decoding: bytes, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
    let isDescending = words[0] == ":sort" && words.last?.hasPrefix("-") == true
    let typed = String(isDescending ? words.last?.dropFirst() ?? "" : words.last ?? "")
    let start = bytes.count - typed.utf8.count
    let found: [Completion.Candidate]
    if words.count == 1 {
      found = Repl.Command.all.map { .init(text: ":" + $0.name, note: $0.summary) }
    } else {
      switch words[0] {
      case ":help", ":h": found = Repl.Command.all.map { .init(text: $0.name, note: $0.summary) }
      case ":show":
        found = workbench.declarations.keys.sorted().filter { !isOwnName($0) }.map { .init(text: $0, note: "") }
      case ":drop", ":save":
        found = workbench.book.typed.filter { !isOwnName($0.name) }.map { .init(text: $0.name, note: "typed") }
      case ":cross", ":compare", ":profile", ":plan", ":sql":
        found = workbench.program.segments.filter { !isOwnName($0.name) }.map {
          .init(text: $0.name, note: $0.label ?? ($0.isDefine ? "define" : "segment"))
        }
      case ":columns", ":sort", ":hist":
        let fields = ColumnNeed.all(of: workbench.program, activities: false).filter { $0.storage != .degrees }
        let scores = words[0] == ":hist" ? workbench.program.scores.map(\.name) : []
        found =
          scores.map { .init(text: $0, note: "score") }
          + fields.filter { words[0] != ":hist" || $0.storage != .latitude }.map {
            let field = workbench.program.fields[$0.field]
            return .init(text: field.name, note: field.type.name)
          }
      default: found = []
      }
    }
    let fitting = found.filter { Self.begins($0.text, with: typed) && $0.text != typed }
    return Completion(range: start..<bytes.count, candidates: fitting)
  }

  // MARK: Values

  /// In quotes, the most frequent first.
  private func values(of field: FieldID?) -> [Completion.Candidate] {
    guard let field else { return [] }
    switch workbench.program.fields[field].type {
    case .yesNo: return [.init(text: "yes", note: ""), .init(text: "no", note: "")]
    case .choice(let choices) where !choices.isEmpty:
      let counts = Dictionary(frequencies(field).map { ($0.text, $0.count) }, uniquingKeysWith: { first, _ in first })
      return choices.sorted { counts[$0] ?? 0 > counts[$1] ?? 0 }.map {
        .init(text: "\"\($0)\"", note: counted(counts[$0] ?? 0, "contact"))
      }
    case .text, .choice, .tags:
      return frequencies(field).map { .init(text: "\"\($0.text)\"", note: counted($0.count, "contact")) }
    case .integer, .decimal, .money, .date, .datetime, .location: return []
    }
  }

  /// Forgets what was found in contacts that were read anew since.
  private func newest() {
    if revision == workbench.generation { return }
    (values, activityKinds) = ([:], nil)
    revision = workbench.generation
  }

  private func frequencies(_ field: FieldID) -> [(text: String, count: Int)] {
    newest()
    let name = workbench.program.fields[field].name
    if let known = values[name] { return known }
    var found: [(text: String, count: Int)] = []
    if let need = ColumnNeed.all(of: field, in: workbench.program).first,
      need.storage == .text, let column = workbench.tables.column(need), let dictionary = column.dictionary
    {
      var counts = [Int](repeating: 0, count: dictionary.count)
      for row in 0..<column.count { counts[column.code(at: row)] += 1 }
      if case .tags = workbench.program.fields[field].type { return tags(dictionary, counts, field) }
      let codes = counts.indices.dropFirst().filter { counts[$0] > 0 }
      let best =
        codes.count > 20_000
        ? []
        : Self.folded(codes, dictionary, &counts).sorted { (counts[$1], $0) < (counts[$0], $1) }.prefix(
          Self.mostCandidates)
      found = best.map { (dictionary[$0], counts[$0]) }.filter { !$0.0.contains("\"") && !$0.0.contains("\\") }
    }
    values[name] = found
    return found
  }

  /// Of spellings that differ in case only the most frequent one, with the contacts of all.
  private static func folded(_ codes: [Int], _ dictionary: TextDictionary, _ counts: inout [Int]) -> [Int] {
    var best: [[UInt8]: Int] = [:]
    var sums: [[UInt8]: Int] = [:]
    for code in codes {
      let key = foldCase(utf8: dictionary.bytes(of: code))
      sums[key, default: 0] += counts[code]
      if let known = best[key], counts[known] >= counts[code] { continue }
      best[key] = code
    }
    for (key, code) in best { counts[code] = sums[key] ?? 0 }
    return Array(best.values)
  }

  /// Each tag of a cell counts.
  private func tags(_ dictionary: TextDictionary, _ counts: [Int], _ field: FieldID) -> [(text: String, count: Int)] {
    var found: [String: Int] = [:]
    for code in counts.indices.dropFirst() where counts[code] > 0 && found.count < 20_000 {
      for tag in dictionary[code].split(separator: ";") { found[String(tag).trimmedBlanks, default: 0] += counts[code] }
    }
    let sorted = found.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.mostCandidates)
    let best = sorted.map { (text: $0.key, count: $0.value) }
    values[workbench.program.fields[field].name] = best
    return best
  }

  // MARK: Words

  private func fieldNamed(_ word: String) -> FieldID? {
    workbench.program.fields.lastIndex { $0.name == word && $0.context != .activity }
  }

  /// The field that a value or an operator belongs to: the last one that is named.
  private func field(_ before: [String]) -> FieldID? {
    for word in before.reversed() {
      if ["and", "or", "{", "}", "(", ")", "\n"].contains(word) { return nil }
      if let field = fieldNamed(word) { return field }
    }
    return nil
  }

  /// Where a quoted text that is not closed begins.
  private static func openQuote(_ bytes: [UInt8]) -> Int? {
    var start: Int?
    var isEscaped = false
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0A { start = nil }
      if byte == UInt8(ascii: "\""), !isEscaped { start = start == nil ? index : nil }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped && start != nil
    }
    return start
  }

  private static func words(_ bytes: ArraySlice<UInt8>) -> [String] {
    let source = SourceFile(path: "input", bytes: Array(bytes))
    return parse(source, file: 0).tree.tokens.compactMap { token in
      if token.kind == .endOfFile { return nil }
      if token.kind == .newline { return "\n" }
      return String(decoding: source.bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte == 0x5F || byte >= 0x80 || byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
  }

  /// Case does not matter.
  private static func begins(_ text: String, with typed: String) -> Bool {
    text.hasPrefix(typed) || text.lowercased().hasPrefix(typed.lowercased())
  }
}
