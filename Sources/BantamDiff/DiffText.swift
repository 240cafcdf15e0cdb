import BantamDiagnostics
import BantamProgram
import BantamReport
import BantamStore
import BantamSystem

extension RuleDiff {
  var asOfText: String {
    Timestamp.text(ofInstant: new.plan.asOf, in: ZoneRules(name: new.program.settings.zone) ?? .utc)
  }

  /// For people: per campaign and segment the numbers, the clauses behind them, then samples.
  ///
  /// `top`: so many samples per kind of change.
  public func text(old oldWords: String, new newWords: String, top: Int, width: Int?, isColoured: Bool) -> String {
    var text = "As of \(asOfText), \(BantamReport.counted(contacts, "contact")).\n"
    text += "old: \(oldWords)\nnew: \(newWords)\n"
    for subject in campaigns { text += "\n" + self.text(subject, top, width, isColoured) }
    for subject in segments { text += "\n" + self.text(subject, top, width, isColoured) }
    if comparedSegments > segments.count, !segments.isEmpty || campaigns.isEmpty {
      text += "\n\(BantamReport.counted(comparedSegments - segments.count, "segment")) without a difference.\n"
    }
    return text + (isEmpty ? "\nNo difference.\n" : "")
  }

  private func text(_ subject: SubjectDiff, _ top: Int, _ width: Int?, _ isColoured: Bool) -> String {
    let title = subject.name + (subject.label.map { " – \($0)" } ?? "") + subject.standing.note
    let what = subject.kind == .campaign ? "leads" : "contacts"
    var text = title + "\n  \(what): \(grouped(subject.oldCount)) → \(grouped(subject.newCount))"
    let counts = DiffLine.Change.allCases.map { ($0, self.counts(subject, $0)) }.filter { $0.1.total > 0 }
    if counts.isEmpty { return text + ", no difference\n" }
    text += "\n"
    for (change, counts) in counts { text += paragraph(subject, change, counts, width) }
    let table = sampleTable(subject, top)
    return text + "\n" + table.text(width: width, isColoured: isColoured)
  }

  private static let mostClauses = 8

  private func paragraph(
    _ subject: SubjectDiff, _ change: DiffLine.Change, _ counts: Counts, _ width: Int?
  ) -> String {
    var text = "  \(grouped(counts.total)) \(change.words(counts.total))"
    let steps = counts.steps.prefix(Self.mostClauses)
    if !steps.isEmpty {
      text += ": " + steps.map { "\($0.from ?? "–") → \($0.to ?? "–") \(grouped($0.count))" }.joined(separator: ", ")
      if counts.steps.count > steps.count { text += ", …" }
    }
    text += "\n"
    let clauses = clauses(subject, change)
    let shown = clauses.prefix(Self.mostClauses)
    let countWidth = shown.map { displayWidth(grouped($0.1)) }.max() ?? 0
    let placeWidth = shown.map { displayWidth($0.0.place) }.max() ?? 0
    for (clause, count) in shown {
      let line =
        "    " + blanks(grouped(count), countWidth) + grouped(count) + "  " + clause.place
        + blanks(clause.place, placeWidth) + (placeWidth > 0 ? "  " : "") + clause.words
      text += (width.map { truncated(printable(line), to: $0) } ?? printable(line)) + "\n"
    }
    if clauses.count > shown.count { text += "    and \(clauses.count - shown.count) more clauses\n" }
    return text
  }

  private func blanks(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - displayWidth(text)))
  }

  private func sampleTable(_ subject: SubjectDiff, _ top: Int) -> Table {
    var table = Table([
      .init("contact", .right), .init("name"), .init("change"), .init("total"), .init("place"), .init("because"),
    ])
    let lines = DiffLine.Change.allCases.flatMap { samples(subject, $0, top: top) }
    let people = names(lines.map(\.contact))
    for (line, name) in zip(lines, people) {
      table.rows.append([key(line.contact).text, name, line.words, line.totals, line.place, line.because])
    }
    let hasTotals = lines.contains { !$0.totals.isEmpty }
    if !hasTotals { table.remove(3) }
    return table
  }

  private func names(_ contacts: [Int32]) -> [String] {
    let isOld = contacts.map { rows.newRow($0) < 0 }
    let newNames = contactNames(
      contacts.filter { rows.newRow($0) >= 0 }.map(rows.newRow), keys: new.contacts.keys, new.store, new.program)
    let oldNames = contactNames(
      contacts.filter { rows.newRow($0) < 0 }.map(rows.oldRow), keys: old.contacts.keys, old.store, old.program)
    var (one, two) = (oldNames[...], newNames[...])
    return isOld.map { ($0 ? one.popFirst() : two.popFirst()) ?? "" }
  }
}

extension SubjectDiff.Standing {
  fileprivate var note: String {
    switch self {
    case .both: ""
    case .added: " (new)"
    case .removed: " (gone)"
    case .renamed(let name): " (was \(name))"
    }
  }
}

extension DiffLine.Change {
  fileprivate func words(_ count: Int) -> String {
    switch self {
    case .enters: count == 1 ? "enters; what kept it out" : "enter; what kept them out"
    case .leaves: count == 1 ? "leaves; what takes it out" : "leave; what takes them out"
    case .grade: count == 1 ? "changes grade" : "change grade"
    case .points: count == 1 ? "changes points only" : "change points only"
    case .suggestion: count == 1 ? "gets another suggestion" : "get another suggestion"
    case .owner: count == 1 ? "gets another owner" : "get another owner"
    }
  }
}

extension DiffLine {
  fileprivate var words: String {
    switch change {
    case .enters: to.map { "enters with \($0)" } ?? "enters"
    case .leaves: from.map { "leaves, was \($0)" } ?? "leaves"
    case .grade: "\(from ?? "–") → \(to ?? "–")"
    case .points: from.map { "stays \($0)" } ?? "other points"
    case .suggestion, .owner: "\(from ?? "–") → \(to ?? "–")"
    }
  }

  fileprivate var totals: String {
    let parts = [fromTotal, toTotal].compactMap { $0 }.map { tenths(ofTenThousandths: $0) }
    if parts.count == 2, parts[0] == parts[1] { return parts[0] }
    return parts.joined(separator: " → ")
  }

  private func tenths(ofTenThousandths value: Int64) -> String {
    let tenths = (value + 500) / 1000
    return "\(tenths / 10).\(tenths % 10)"
  }
}

extension CountedClause {
  var place: String {
    switch self {
    case .clause(let clause): clause.place
    case .cause(let cause): cause.places
    }
  }

  var words: String {
    switch self {
    case .clause(let clause): clause.words
    case .cause(let cause): cause.words
    }
  }
}

extension Table {
  fileprivate mutating func remove(_ column: Int) {
    columns.remove(at: column)
    for index in rows.indices { rows[index].remove(at: column) }
  }
}
