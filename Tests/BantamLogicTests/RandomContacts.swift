import BantamColumns
import BantamPlan
import BantamProgram
import BantamSystem
import SpecSupport

/// Random contacts for the fields of `RandomRules`, a third of their cells missing.
struct RandomContacts {
  static let asOf: Int64 = 1_772_323_200_000  // 2026-03-01T00:00:00Z
  static let today = 20_513

  let count: Int
  private var columns: [String: Column] = [:]
  private var kinds: [UInt8] = []
  private var companyRows: [Int32] = []
  private var offsets: [Int32] = [0]
  private var instants: [Int64] = []
  private var activityKinds: [String] = []
  private var prices: [Int64?] = []
  private var stages: [Int] = []
  private var sets: [[UInt8]] = []

  init(seed: UInt64, count: Int) {
    self.count = count
    var random = SplitMix(seed: seed)
    makeContacts(&random)
    makeActivities(&random)
  }

  private mutating func makeContacts(_ random: inout SplitMix) {
    func column(_ make: (inout SplitMix) -> Int64) -> Column {
      .integers((0..<count).map { _ in random.chance(33) ? nil : make(&random) })
    }
    columns["size"] = column { Int64($0.below(8)) - 1 }
    columns["extra"] = column { Int64($0.below(8)) - 1 }
    columns["amount"] = column { Int64($0.below(9)) * 5_000 }
    columns["opened"] = column { Int64(Self.today - 70 + $0.below(120) - ($0.chance(20) ? 700 : 0)) }
    columns["seen"] = column {
      Self.asOf + Int64($0.below(4) == 0 ? $0.below(5) * 86_400_000 - 172_800_000 : ($0.below(110) - 80) * 86_399_999)
    }
    columns["vip"] = column { Int64($0.below(2)) }
    // Rows are a company and a person in turn; neither has the other's fields.
    columns["staff"] = .integers((0..<count).map { $0 % 2 == 1 || random.chance(33) ? nil : Int64(random.below(5)) })
    columns["rank"] = .integers((0..<count).map { $0 % 2 == 0 || random.chance(33) ? nil : Int64(random.below(5)) })
    func texts(_ make: (inout SplitMix) -> String) -> Column {
      .texts((0..<count).map { _ in random.chance(33) ? nil : make(&random) })
    }
    columns["color"] = texts { $0.pick(["red", "green", "blue", "Red"]) }
    columns["town"] = texts { $0.pick(RandomRules.towns + ["x", "Ulm ", "KIEL", "l", "210", "Köl"]) }
    columns["labels"] = texts { random in
      ["x", "y", "z", "w"].filter { _ in random.chance(40) }.joined(separator: ";")
    }
    let points = (0..<count).map { _ in random.chance(33) ? nil : (49.0 + Double(random.below(30)) / 10) }
    columns["lat"] = .degrees(points)
    columns["lon"] = .degrees(points.map { $0.map { _ in 10 } })
    kinds = (0..<count).map { $0 % 2 == 0 ? 0 : 1 }
    companyRows = (0..<count).map { $0 % 2 == 1 && random.chance(60) ? Int32(random.below(count / 2) * 2) : -1 }
    columns["kind"] = .texts(kinds.map { $0 == 0 ? "company" : "person" })
    stages = (0..<count).map { _ in random.below(4) - 1 }
    sets = (0..<4).map { _ in (0..<count).map { _ in random.chance(50) ? 1 : 0 } }
  }

  private mutating func makeActivities(_ random: inout SplitMix) {
    for _ in 0..<count {
      var own = (0..<max(0, random.below(6) - 2)).map { _ in
        Self.asOf - Int64(random.below(100)) * 43_200_000 + (random.chance(10) ? 0 : Int64(random.below(3)) - 1)
      }
      own.sort()
      instants += own
      offsets.append(Int32(instants.count))
    }
    activityKinds = instants.map { _ in random.pick(["a", "a", "b", "c", "A"]) }
    prices = instants.map { _ in random.chance(33) ? nil : Int64(random.below(6)) }
  }

  /// As the columns that a plan reads.
  func columns(for plan: Plan, _ program: Program) -> ContactColumns {
    ContactColumns(
      count: count, keys: .integers(Cells((0..<count).map { Int64($0) })), kinds: Cells(kinds),
      companyRows: Cells(companyRows),
      columns: plan.columns.map { columns[$0.name] ?? .integers([Int64?](repeating: nil, count: count)) },
      sets: plan.sets.map { set($0) },
      activities: ActivityColumns(
        offsets: Cells(offsets), instants: Cells(instants), kinds: .texts(activityKinds),
        columns: plan.activityColumns.map { _ in .integers(prices) }))
  }

  private func set(_ need: SetNeed) -> [UInt8] {
    switch need {
    case .stage(_, _, let names):
      let wanted = Set(names)
      return stages.map { $0 >= 0 && wanted.contains(["lead", "prospect", "customer"][$0]) ? 1 : 0 }
    case .member: return sets[0]
    case .basis: return sets[1]
    case .objection: return sets[2]
    case .memberOfOther, .suppressed, .edited, .snapshot, .stageEver: return sets[3]
    }
  }
}
