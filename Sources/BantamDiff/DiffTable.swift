import BantamDiagnostics
import BantamLeads
import BantamReport
import BantamStore

extension RuleDiff {
  /// The samples, or everybody, as CSV, in pieces of about 64 KiB.
  public func csv(top: Int, everybody: Bool, _ write: ([UInt8]) -> Void) {
    let titles = [
      "kind", "name", "contact", "change", "from", "to", "from_total", "to_total", "place", "because",
    ]
    var piece = Array(csvLine(titles).utf8)
    for subject in campaigns + segments {
      func add(_ line: DiffLine) {
        let cells = [
          subject.kind.rawValue, subject.name, key(line.contact).text, line.change.rawValue, line.from ?? "",
          line.to ?? "", total(line.fromTotal), total(line.toTotal), line.place, line.because,
        ]
        piece.append(contentsOf: csvLine(cells).utf8)
        if piece.count > 1 << 16 {
          write(piece)
          piece.removeAll(keepingCapacity: true)
        }
      }
      if everybody {
        eachLine(subject, add)
      } else {
        for change in DiffLine.Change.allCases { samples(subject, change, top: top).forEach(add) }
      }
    }
    write(piece)
  }

  private func total(_ value: Int64?) -> String { value.map { decimalText($0, places: 4) } ?? "" }

  /// One JSON object, in pieces.
  public func json(top: Int, everybody: Bool, old oldWords: String, new newWords: String, _ write: ([UInt8]) -> Void) {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("as_of", asOfText)
      writer.member("old", oldWords)
      writer.member("new", newWords)
      writer.member("contacts", contacts)
      writer.member("differs", !isEmpty)
      for (name, subjects) in [("campaigns", campaigns), ("segments", segments)] {
        writer.array(name) { writer in
          for subject in subjects {
            writer.object { self.write(subject, top, everybody, &$0, write) }
          }
        }
      }
    }
    writer.endLine()
    write(writer.take())
  }

  private func write(
    _ subject: SubjectDiff, _ top: Int, _ everybody: Bool, _ writer: inout JSONWriter, _ output: ([UInt8]) -> Void
  ) {
    writer.member("name", subject.name)
    writer.member("standing", subject.standing.word)
    if case .renamed(let name) = subject.standing { writer.member("renamed_from", name) }
    writer.member("old_count", subject.oldCount)
    writer.member("new_count", subject.newCount)
    for change in DiffLine.Change.allCases {
      let counts = counts(subject, change)
      if subject.kind == .segment, counts.total == 0, change != .enters, change != .leaves { continue }
      writer.object(change.rawValue) { writer in
        writer.member("count", counts.total)
        if !counts.steps.isEmpty {
          writer.array("steps") { writer in
            for step in counts.steps {
              writer.object { writer in
                writer.member("from", step.from)
                writer.member("to", step.to)
                writer.member("count", step.count)
              }
            }
          }
        }
        writer.array("clauses") { writer in
          for (clause, count) in clauses(subject, change) { writer.object { clause.write(count, &$0) } }
        }
        writer.array("contacts") { writer in
          func add(_ line: DiffLine) {
            writer.object { writer in
              writer.member("contact", key(line.contact))
              writer.member("from", line.from)
              writer.member("to", line.to)
              writer.member("from_total", decimal: line.fromTotal, places: 4)
              writer.member("to_total", decimal: line.toTotal, places: 4)
              writer.member("place", line.place)
              writer.member("because", line.because)
            }
            if writer.bytes.count > 1 << 16 { output(writer.take()) }
          }
          if everybody {
            let maker = LineMaker(self, subject)
            for index in 0..<maker.capacity(change) {
              if let line = maker.line(change, index) { add(line) }
            }
          } else {
            samples(subject, change, top: top).forEach(add)
          }
        }
      }
    }
  }
}

extension SubjectDiff.Standing {
  var word: String {
    switch self {
    case .both: "both"
    case .added: "added"
    case .removed: "removed"
    case .renamed: "renamed"
    }
  }
}

/// What stands behind several contacts' changes, for people and programs.
enum CountedClause {
  case clause(Clause)
  case cause(GradeCause)

  func write(_ count: Int, _ writer: inout JSONWriter) {
    writer.member("count", count)
    switch self {
    case .clause(let clause):
      writer.member("step", clause.step.rawValue)
      writer.member("path", clause.path)
      writer.member("line", clause.line)
      writer.member("text", clause.text)
    case .cause(let cause):
      writer.member("step", cause.kind.rawValue)
      writer.member("name", cause.name)
      for (name, lines) in [("old", cause.old), ("new", cause.new)] {
        writer.array(name) { writer in
          for line in lines {
            writer.object { writer in
              writer.member("path", line.path)
              writer.member("line", line.line)
              writer.member("text", line.text)
            }
          }
        }
      }
    }
  }
}

extension RuleDiff {
  struct Counts {
    var total = 0
    var steps: [(from: String?, to: String?, count: Int)] = []
  }

  func counts(_ subject: SubjectDiff, _ change: DiffLine.Change) -> Counts {
    switch change {
    case .enters: return Counts(total: subject.enters.contacts.count)
    case .leaves: return Counts(total: subject.leaves.contacts.count)
    case .points: return Counts(total: subject.changes.count { $0.kinds.contains(.points) })
    case .grade, .suggestion, .owner: break
    }
    guard let oldIndex = subject.oldIndex, let newIndex = subject.newIndex else { return Counts() }
    let (one, two) = (LeadFigures(old, oldIndex), LeadFigures(new, newIndex))
    var counts = Counts()
    var steps: [[Int]: Int] = [:]
    for entry in subject.changes {
      let places = (Int(entry.oldPlace), Int(entry.newPlace))
      switch change {
      case .grade, .suggestion:
        guard entry.kinds.contains(change == .grade ? .grade : .suggestion) else { continue }
        steps[[one.grade(places.0), two.grade(places.1)], default: 0] += 1
      case .owner:
        guard entry.kinds.contains(.owner) else { continue }
        steps[[one.owners.code(places.0), two.owners.code(places.1)], default: 0] += 1
      case .enters, .leaves, .points: continue
      }
      counts.total += 1
    }
    func words(_ figures: LeadFigures, _ code: Int) -> String? {
      switch change {
      case .owner: return code < 0 ? nil : figures.owners.names[code]
      case .suggestion: return figures.suggestions[code].isEmpty ? nil : figures.suggestions[code]
      case .enters, .leaves, .grade, .points: return figures.grades[code].isEmpty ? nil : figures.grades[code]
      }
    }
    // Different grades may suggest the same.
    var byWords: [[String]: Int] = [:]
    for (codes, count) in steps {
      byWords[[words(one, codes[0]) ?? "", words(two, codes[1]) ?? ""], default: 0] += count
    }
    counts.steps = byWords.sorted {
      $0.value != $1.value ? $0.value > $1.value : $0.key.lexicographicallyPrecedes($1.key)
    }
    .map { ($0.key[0].isEmpty ? nil : $0.key[0], $0.key[1].isEmpty ? nil : $0.key[1], $0.value) }
    return counts
  }

  /// The clauses behind a change with their contacts counted, the most first. A contact may count for several causes.
  func clauses(_ subject: SubjectDiff, _ change: DiffLine.Change) -> [(CountedClause, Int)] {
    switch change {
    case .enters: return subject.enters.counts.map { (.clause(subject.enters.clauses[$0.clause]), $0.count) }
    case .leaves: return subject.leaves.counts.map { (.clause(subject.leaves.clauses[$0.clause]), $0.count) }
    case .suggestion, .owner: return ruleClauses(subject, change)
    case .grade, .points:
      if subject.reasonOf.isEmpty { return [] }
      let kind: LeadChange.Kinds = change == .grade ? .grade : .points
      let codes = subject.changes.indices.lazy.filter { subject.changes[$0].kinds.contains(kind) }
        .map { subject.reasonOf[$0] }
      var counts: [GradeCause: Int] = [:]
      var order: [GradeCause] = []
      for (reason, count) in counted(codes, subject.reasons.count) {
        for cause in subject.reasons[reason] {
          if counts[cause] == nil { order.append(cause) }
          counts[cause, default: 0] += count
        }
      }
      return order.enumerated().sorted { one, two in
        let (first, second) = (counts[one.element] ?? 0, counts[two.element] ?? 0)
        return first != second ? first > second : one.offset < two.offset
      }.map { (.cause($0.element), counts[$0.element] ?? 0) }
    }
  }
}

extension RuleDiff {
  /// The lines behind other suggestions and owners.
  private func ruleClauses(_ subject: SubjectDiff, _ change: DiffLine.Change) -> [(CountedClause, Int)] {
    guard let oldIndex = subject.oldIndex, let newIndex = subject.newIndex else { return [] }
    let (one, two) = (LeadFigures(old, oldIndex), LeadFigures(new, newIndex))
    let kind: LeadChange.Kinds = change == .suggestion ? .suggestion : .owner
    var counts: [[Int]: Int] = [:]
    for entry in subject.changes where entry.kinds.contains(kind) {
      let (before, after) = (Int(entry.oldPlace), Int(entry.newPlace))
      let key =
        change == .suggestion
        ? [one.grade(before), two.grade(after)] : [Int(one.owners.rule(before)), Int(two.owners.rule(after))]
      counts[key, default: 0] += 1
    }
    return counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key.lexicographicallyPrecedes($1.key) }
      .map { key, count in
        let cause =
          change == .suggestion
          ? GradeCause(suggestion: key[0], key[1], one, two) : GradeCause(owner: Int32(key[0]), Int32(key[1]), one, two)
        return (.cause(cause), count)
      }
  }
}

extension LeadOwners {
  fileprivate func code(_ place: Int) -> Int { codes.isEmpty ? -1 : Int(codes[place]) }
}
