/// The state of `assign` between two leads.
struct AssignmentRun {
  /// What a team or another target was given.
  private struct Book {
    /// Per seat what fairness counts: the ledger, what was credited and this run.
    var entries: [Int]
    /// Per seat what this run gave.
    var given: [Int]
    var credits: [Int]
  }

  /// A rule of the problem with its seats: the places of a team, one for a person, one per person for the previous owner.
  private struct Line {
    var rule: AssignmentProblem.Rule
    var book: Int
    /// Per seat.
    var persons: [Int]
    var weights: [Int]
    /// Per seat how many leads the book may give before the rule passes it over.
    var allowances: [Int]
    /// Seats that are not away and had room when they were last looked at, in order.
    var present: [Int]
  }

  private let problem: AssignmentProblem
  private var lines: [Line] = []
  private var books: [Book]
  /// Per person.
  private var open: [Int]
  private var room: [Int]
  private var given: [Int]
  /// Seats that may take the lead in hand.
  private var candidates: [Int] = []
  private var owners: [Int32] = []
  private var rules: [Int32] = []
  private var obstacles: [AssignmentResult.Obstacle?] = []

  init(_ problem: AssignmentProblem) {
    self.problem = problem
    open = problem.persons.map(\.open)
    room = problem.persons.map { $0.capacity.map { $0.most - $0.used } ?? .max }
    given = [Int](repeating: 0, count: problem.persons.count)
    books = problem.teams.map { team in
      precondition(team.members.allSatisfy { 1...1_000_000 ~= $0.weight && 0...(1 << 40) ~= $0.given })
      return Book(
        entries: team.members.map(\.given), given: .init(repeating: 0, count: team.members.count),
        credits: .init(repeating: 0, count: team.members.count))
    }
    owners.reserveCapacity(problem.leads)
    rules.reserveCapacity(problem.leads)
    obstacles.reserveCapacity(problem.leads)
    for rule in problem.rules { addLine(rule) }
  }

  private mutating func addLine(_ rule: AssignmentProblem.Rule) {
    let persons: [Int]
    var weights: [Int]?
    let book: Int
    switch rule.target {
    case .team(let team):
      persons = problem.teams[team].members.map(\.person)
      if rule.method == .weighted { weights = problem.teams[team].members.map(\.weight) }
      book = team
    case .person(let person):
      persons = [person]
      book = addBook(seats: 1)
    case .previousOwner:
      persons = Array(problem.persons.indices)
      book = addBook(seats: persons.count)
    }
    precondition(rule.used.isEmpty || rule.used.count == persons.count, "one number per seat")
    let used = rule.used.isEmpty ? [Int](repeating: 0, count: persons.count) : rule.used
    let line = Line(
      rule: rule, book: book, persons: persons, weights: weights ?? .init(repeating: 1, count: persons.count),
      allowances: used.map { used in rule.most.map { $0 - used } ?? .max },
      present: persons.indices.filter { !problem.persons[persons[$0]].isAway })
    if rule.method != .leastLoaded { credit(line) }
    lines.append(line)
  }

  private mutating func addBook(seats: Int) -> Int {
    let zeros = [Int](repeating: 0, count: seats)
    books.append(Book(entries: zeros, given: zeros, credits: zeros))
    return books.count - 1
  }

  /// Raises entries to one lead behind the seat that is furthest ahead.
  ///
  /// With shares kept to the quota an entry e of weight w and the exact ratio r of leads per weight satisfy
  /// e - 1 < r·w < e + 1. So r > (e - 1) / w for the seat furthest ahead, and no other entry lies below r·w - 1.
  private mutating func credit(_ line: Line) {
    let entries = books[line.book].entries
    let ahead = line.present.max { one, two in
      isLess((entries[one] - 1, line.weights[two]), (entries[two] - 1, line.weights[one]))
    }
    guard let ahead, entries[ahead] > 1 else { return }
    for seat in line.present {
      let least = line.weights[seat] * (entries[ahead] - 1) / line.weights[ahead]
      guard least > entries[seat] else { continue }
      books[line.book].credits[seat] += least - entries[seat]
      books[line.book].entries[seat] = least
    }
  }

  /// Decides on the next lead.
  mutating func place(_ lead: Int) {
    for index in lines.indices where problem.conditions.contains(lines[index].rule.condition, lead) {
      guard let seat = choose(index, lead) else { continue }
      let person = lines[index].persons[seat]
      books[lines[index].book].entries[seat] += 1
      books[lines[index].book].given[seat] += 1
      open[person] += 1
      if room[person] != .max { room[person] -= 1 }
      given[person] += 1
      owners.append(Int32(person))
      rules.append(Int32(index))
      obstacles.append(nil)
      return
    }
    owners.append(-1)
    rules.append(-1)
    obstacles.append(obstacle(lead))
  }

  func result() -> AssignmentResult {
    let teams = books.prefix(problem.teams.count)
    return AssignmentResult(
      owners: owners, rules: rules, obstacles: obstacles, given: given, givenByTeam: teams.map(\.given),
      credits: teams.map { book in
        book.given.contains { $0 > 0 } ? book.credits : .init(repeating: 0, count: book.credits.count)
      })
  }

  // MARK: One lead

  private func hasRoom(_ line: Int, _ seat: Int) -> Bool {
    books[lines[line].book].given[seat] < lines[line].allowances[seat] && room[lines[line].persons[seat]] > 0
  }

  /// The seat of a line that gets the lead.
  private mutating func choose(_ line: Int, _ lead: Int) -> Int? {
    switch lines[line].rule.target {
    case .team: break
    case .person: break
    case .previousOwner:
      guard let owner = previousOwner(lead), !problem.persons[owner].isAway, hasRoom(line, owner),
        problem.conditions.contains(problem.persons[owner].territory, lead)
      else { return nil }
      return owner
    }
    findCandidates(line, lead)
    switch lines[line].rule.method {
    case .roundRobin: return first(by: books[lines[line].book].entries)
    case .leastLoaded: return candidates.min { open[lines[line].persons[$0]] < open[lines[line].persons[$1]] }
    case .weighted: return nextByQuota(lines[line].weights, books[lines[line].book].entries)
    }
  }

  private func previousOwner(_ lead: Int) -> Int? {
    guard lead < problem.previousOwners.count, problem.previousOwners[lead] >= 0 else { return nil }
    return Int(problem.previousOwners[lead])
  }

  private mutating func findCandidates(_ line: Int, _ lead: Int) {
    candidates.removeAll(keepingCapacity: true)
    var isSomebodyFull = false
    for seat in lines[line].present {
      if !hasRoom(line, seat) {
        isSomebodyFull = true
      } else if problem.conditions.contains(problem.persons[lines[line].persons[seat]].territory, lead) {
        candidates.append(seat)
      }
    }
    // Room never comes back during a run, so each seat is removed once.
    if isSomebodyFull { lines[line].present = lines[line].present.filter { hasRoom(line, $0) } }
  }

  private func first(by entries: [Int]) -> Int? { candidates.min { entries[$0] < entries[$1] } }

  /// Never nil while there is a candidate: whoever is not above the mean has their share not used up.
  private func nextByQuota(_ weights: [Int], _ entries: [Int]) -> Int? {
    var (leads, weight) = (1, 0)
    for seat in candidates {
      leads += entries[seat]
      weight += weights[seat]
    }
    var best: Int?
    for seat in candidates where isLess((entries[seat], weight), (weights[seat], leads)) {
      guard let other = best else {
        best = seat
        continue
      }
      if isLess((entries[seat] + 1, weights[other]), (entries[other] + 1, weights[seat])) { best = seat }
    }
    return best
  }

  /// Why nobody gets the lead, over all rules that hold.
  private func obstacle(_ lead: Int) -> AssignmentResult.Obstacle {
    var (holds, names, away, full) = (false, false, false, false)
    for line in lines where problem.conditions.contains(line.rule.condition, lead) {
      holds = true
      let persons = line.rule.target == .previousOwner ? previousOwner(lead).map { [$0] } ?? [] : line.persons
      names = names || !persons.isEmpty
      for person in persons where problem.conditions.contains(problem.persons[person].territory, lead) {
        if problem.persons[person].isAway { away = true } else { full = true }
      }
    }
    if away { return full ? .awayOrFull : .away }
    if full { return .full }
    return names ? .outsideTerritories : holds ? .nobodyNamed : .noRule
  }
}

/// Whether one product is less than another, in 128 bits.
@inline(__always)
private func isLess(_ one: (Int, Int), _ two: (Int, Int)) -> Bool {
  let (first, second) = (one.0.multipliedFullWidth(by: one.1), two.0.multipliedFullWidth(by: two.1))
  return first.high != second.high ? first.high < second.high : first.low < second.low
}
