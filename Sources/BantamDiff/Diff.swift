import BantamEngine
import BantamLeads
import BantamPlan
import BantamProgram
import BantamSession
import BantamStore
import BantamSystem

/// Evaluates two rule sets on the same state of a database, with the same clock, as runs that write nothing would, and
/// compares what each would give: by contact, and by the clauses that make the difference.
public func diff(_ request: DiffRequest) throws(RunFailure) -> RuleDiff {
  for rules in [request.old, request.new] where rules.hasErrors { throw .rules(rules) }
  if let name = request.campaign { try check(name, request) }
  let asOf = try clock(of: request.new.program, asOf: request.asOf, now: Clock.now()).1
  let oldPlanned = try PlannedSide(request.old, request, asOf: asOf)
  let newPlanned = try PlannedSide(request.new, request, asOf: asOf)
  let both = try loadBoth(oldPlanned, newPlanned, threads: request.threads)
  let old = try oldPlanned.evaluated(both.old, threads: request.threads)
  let new = try newPlanned.evaluated(both.new, threads: request.threads)
  let numbers = RowNumbers(oldCount: both.old.count, ofNew: both.numbers)
  let comparer = Comparer(old: old, new: new, numbers: numbers, threads: request.threads)
  let segments = request.wantsSegments ? comparer.segments() : []
  return RuleDiff(
    old: old, new: new, load: both.report,
    contacts: max(both.old.count, Int(both.numbers?.max() ?? -1) + 1),
    campaigns: comparer.campaigns(only: request.campaign), segments: segments.filter { !$0.isSame },
    comparedSegments: segments.count, rows: numbers)
}

private func check(_ campaign: String, _ request: DiffRequest) throws(RunFailure) {
  let known = (request.new.program.campaigns + request.old.program.campaigns).map(\.name)
  if !known.contains(campaign) { throw .unknownName("campaign", campaign, known: Array(Set(known)).sorted()) }
}

/// Compares two evaluated sides.
struct Comparer {
  let old: DiffSide
  let new: DiffSide
  let numbers: RowNumbers
  let threads: Int
  private let oldChanged: ChangedNames
  private let newChanged: ChangedNames

  init(old: DiffSide, new: DiffSide, numbers: RowNumbers, threads: Int) {
    self.old = old
    self.new = new
    self.numbers = numbers
    self.threads = threads
    oldChanged = ChangedNames(old, against: new)
    newChanged = ChangedNames(new, against: old)
  }

  // MARK: Campaigns

  func campaigns(only name: String?) -> [SubjectDiff] {
    let oldNames = old.campaigns.map(\.name)
    let newNames = new.campaigns.map(\.name)
    var renamed: [Int: Int] = [:]
    for index in new.campaigns.indices where !oldNames.contains(newNames[index]) {
      renamed[index] = old.campaigns.indices.first { candidate in
        !newNames.contains(oldNames[candidate]) && !renamed.values.contains(candidate) && isRenamed(candidate, index)
      }
    }
    var found: [SubjectDiff] = []
    for index in new.campaigns.indices {
      let match = oldNames.firstIndex(of: newNames[index]) ?? renamed[index]
      if let name, name != newNames[index], match.map({ oldNames[$0] }) != name { continue }
      found.append(campaign(match, index))
    }
    for index in old.campaigns.indices
    where !newNames.contains(oldNames[index]) && !renamed.values.contains(index)
      && (name ?? oldNames[index]) == oldNames[index]
    {
      found.append(campaign(index, nil))
    }
    return found
  }

  /// The same declaration under another name, or at least the same label.
  private func isRenamed(_ oldIndex: Int, _ newIndex: Int) -> Bool {
    let one = old.program.campaigns[old.campaigns[oldIndex].campaign]
    let two = new.program.campaigns[new.campaigns[newIndex].campaign]
    if let label = one.label { return label == two.label }
    func words(_ campaign: Campaign, _ program: Program) -> [String] {
      [program.words(campaign.audience.span), campaign.project ?? ""] + campaign.excludes.map(\.reason)
        + [campaign.score.map { program.scores[$0].name } ?? ""]
    }
    return two.label == nil && words(one, old.program) == words(two, new.program)
  }

  private func campaign(_ oldIndex: Int?, _ newIndex: Int?) -> SubjectDiff {
    let oldResult = oldIndex.map { old.campaigns[$0] }
    let newResult = newIndex.map { new.campaigns[$0] }
    let label =
      newResult.map { new.program.campaigns[$0.campaign].label }
      ?? oldResult.map { old.program.campaigns[$0.campaign].label } ?? nil
    var standing = SubjectDiff.Standing.both
    if oldResult == nil { standing = .added } else if newResult == nil { standing = .removed }
    if let one = oldResult, let two = newResult, one.name != two.name { standing = .renamed(from: one.name) }
    var subject = SubjectDiff(.campaign, newResult?.name ?? oldResult?.name ?? "", label: label, standing)
    subject.oldIndex = oldIndex
    subject.newIndex = newIndex
    let stays = split(oldResult?.rows ?? [], newResult?.rows ?? [], &subject)
    let span =
      newResult.map { new.program.campaigns[$0.campaign].span }
      ?? oldResult.map { old.program.campaigns[$0.campaign].span }
    let program = newResult == nil ? old.program : new.program
    if standing == .added || standing == .removed {
      let words = standing == .added ? "the campaign is new" : "the campaign is gone"
      let clause = Clause(.all, words, span, program)
      subject.enters.attribute(all: clause)
      subject.leaves.attribute(all: clause)
      return subject
    }
    if let oldIndex, !subject.enters.contacts.isEmpty {
      let steps = CampaignSteps(old, planIndex(oldIndex, old), oldChanged)
      attribute(&subject.enters, old, steps.tree, steps.deciding)
    }
    if let newIndex, !subject.leaves.contacts.isEmpty {
      let steps = CampaignSteps(new, planIndex(newIndex, new), newChanged)
      attribute(&subject.leaves, new, steps.tree, steps.deciding, isNew: true)
    }
    if let oldIndex, let newIndex {
      LeadComparer(old, oldIndex, new, newIndex).compare(stays, &subject)
      explainGrades(&subject, oldIndex, newIndex)
    }
    return subject
  }

  /// Results are in the order of the plan's campaigns.
  private func planIndex(_ index: Int, _ side: DiffSide) -> Int {
    side.plan.campaigns.firstIndex { $0.campaign == side.campaigns[index].campaign } ?? index
  }

  /// Who enters and who leaves; returns who stays, with places in both lists.
  private func split(_ oldRows: [Int32], _ newRows: [Int32], _ subject: inout SubjectDiff) -> [LeadChange] {
    subject.oldCount = oldRows.count
    subject.newCount = newRows.count
    var stays: [LeadChange] = []
    let new = numbers.numbered(new: newRows)
    stays.reserveCapacity(min(oldRows.count, new.count))
    var place = 0
    for (oldPlace, number) in oldRows.enumerated() {
      while place < new.count, new[place].number < number {
        subject.enters.contacts.append(new[place].number)
        place += 1
      }
      if place < new.count, new[place].number == number {
        stays.append(LeadChange(contact: number, oldPlace: Int32(oldPlace), newPlace: new[place].place, kinds: []))
        place += 1
      } else {
        subject.leaves.contacts.append(number)
      }
    }
    for entry in new[place...] { subject.enters.contacts.append(entry.number) }
    return stays
  }

  private typealias Deciding = (_ row: Int32, _ index: Int, ClauseMasks, ClauseMasks) -> Int32

  /// Finds for each contact the clause of one side that keeps it out there.
  private func attribute(
    _ moves: inout Moves, _ side: DiffSide, _ tree: ClauseTree, _ deciding: Deciding, isNew: Bool = false
  ) {
    let other = isNew ? old : new
    let rows = moves.contacts.map { isNew ? numbers.newRow($0) : numbers.oldRow($0) }
    let otherRows = moves.contacts.map { isNew ? numbers.oldRow($0) : numbers.newRow($0) }
    let masks = ClauseMasks(side.plan, side, nodes: tree.nodes, rows: rows, threads: threads)
    let others = ClauseMasks(other.plan, other, nodes: tree.otherNodes, rows: otherRows, threads: threads)
    moves.clauses = tree.clauses + [Clause(.contact, "no such contact in the other table", nil, side.program)]
    moves.clauseOf = rows.enumerated().map { index, row in
      row < 0 ? Int32(tree.clauses.count) : deciding(row, index, masks, others)
    }
  }

  private func explainGrades(_ subject: inout SubjectDiff, _ oldIndex: Int, _ newIndex: Int) {
    let isAsked: LeadChange.Kinds = [.grade, .points]
    let places = subject.changes.indices.filter { !subject.changes[$0].kinds.isDisjoint(with: isAsked) }
    if places.isEmpty { return }
    let changes = places.map { subject.changes[$0] }
    let explainer = GradeExplainer(
      ScoreLines(old, oldIndex, changes.map { numbers.oldRow($0.contact) }, threads: threads),
      ScoreLines(new, newIndex, changes.map { numbers.newRow($0.contact) }, threads: threads))
    let (codes, reasons) = explainer.explain(changes)
    subject.reasons = reasons
    subject.reasonOf = [Int32](repeating: -1, count: subject.changes.count)
    for (place, code) in zip(places, codes) { subject.reasonOf[place] = code }
  }

  // MARK: Segments

  func segments() -> [SubjectDiff] {
    let oldPlaces = Dictionary(
      old.plan.segments.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let newNames = Set(new.plan.segments.map(\.name))
    return new.plan.segments.indices.map { segment(oldPlaces[new.plan.segments[$0].name], $0) }
      + old.plan.segments.indices.filter { !newNames.contains(old.plan.segments[$0].name) }.map { segment($0, nil) }
  }

  private func segment(_ oldIndex: Int?, _ newIndex: Int?) -> SubjectDiff {
    let side = newIndex == nil ? old : new
    let plan = newIndex.map { new.plan.segments[$0] } ?? oldIndex.map { old.plan.segments[$0] }
    let declared = plan.map { side.program.segments[$0.segment] }
    let standing: SubjectDiff.Standing = oldIndex == nil ? .added : newIndex == nil ? .removed : .both
    var subject = SubjectDiff(.segment, declared?.name ?? "", label: declared?.label, standing)
    _ = split(oldIndex.map { old.segmentRows[$0] } ?? [], newIndex.map { new.segmentRows[$0] } ?? [], &subject)
    guard let oldIndex, let newIndex else {
      let words = standing == .added ? "the segment is new" : "the segment is gone"
      let clause = Clause(.all, words, declared?.span, side.program)
      subject.enters.attribute(all: clause)
      subject.leaves.attribute(all: clause)
      return subject
    }
    attribute(&subject.enters, old, oldIndex, oldChanged)
    attribute(&subject.leaves, new, newIndex, newChanged, isNew: true)
    return subject
  }

  private func attribute(
    _ moves: inout Moves, _ side: DiffSide, _ index: Int, _ changed: ChangedNames,
    isNew: Bool = false
  ) {
    if moves.contacts.isEmpty { return }
    let plan = side.plan.segments[index]
    var tree = ClauseTree(side, changed)
    let condition = Condition(.segment(plan.segment), side.program.segments[plan.segment].span)
    let root = tree.add(ConditionTrace(condition: condition, node: plan.node), .segment)
    let made = tree
    attribute(
      &moves, side, made,
      { _, index, masks, others in
        made.deciding(root, { masks.holds($0, index) }, { others.holds($0, index) })
      }, isNew: isNew)
  }
}

extension Moves {
  fileprivate mutating func attribute(all clause: Clause) {
    clauses = [clause]
    clauseOf = [Int32](repeating: 0, count: contacts.count)
  }
}
