import BantamProgram

/// Tests of single values.
extension RandomProgram {
  mutating func text(_ field: TestField) -> ConditionKind {
    let isExact = random.chance(0.25)
    let relation = field == .labels ? tagRelation() : textRelation(pool(field), isExact)
    return .text(field.reference, TextTest(relation, isExact: isExact))
  }

  private func pool(_ field: TestField) -> [String] {
    let values =
      switch field {
      case .name: Pools.names
      case .code: Pools.codes
      case .email: Pools.emails
      case .domain: ["example.com", "Firma.de", "gmx.de", "y@gmx.de"]
      case .level: Pools.levels
      default: Pools.cities
      }
    return values.filter { !$0.allSatisfy(\.isWhitespace) }
  }

  private mutating func textRelation(_ pool: [String], _ isExact: Bool) -> TextRelation {
    switch random.below(11) {
    case 0, 1: .equals(values(pool))
    case 2: .inList(0)
    case 3: .containsAny([piece(pool), piece(pool)])
    case 4: .containsAll([piece(pool), piece(pool)])
    case 5: .containsListEntry(0)
    case 6: .startsWith([piece(pool, isStart: true), piece(pool)])
    case 7: .endsWith([piece(pool)])
    case 8: .like(glob(pool))
    case 9: random.chance(0.5) ? .matches(pattern(pool)) : .under(random.element(["senior", "Owner", "kiel"]), 1)
    default: range(pool)
    }
  }

  private mutating func tagRelation() -> TextRelation {
    let tags = ["expo", "VIP", "test", "none"]
    return switch random.below(4) {
    case 0: .inList(0)
    case 1: .containsAll([random.element(tags), random.element(tags)])
    case 2: .equals([random.element(tags)])
    default: .containsAny([random.element(tags), random.element(tags)])
    }
  }

  private mutating func values(_ pool: [String]) -> [String] {
    (0...random.below(3)).map { _ in random.element(pool) }
  }

  /// Some letters out of a value, without blanks at the ends.
  private mutating func piece(_ pool: [String], isStart: Bool = false) -> String {
    let letters = Array(random.element(pool))
    let start = isStart ? 0 : random.below(letters.count)
    let piece = letters[start..<min(letters.count, start + 1 + random.below(4))]
    let text = String(piece).split { $0.isWhitespace }.first.map { String($0) } ?? "a"
    return random.chance(0.3) ? text.uppercased().filter(\.isASCII) + (text.allSatisfy(\.isASCII) ? "" : "x") : text
  }

  private mutating func glob(_ pool: [String]) -> String {
    var text = ""
    for letter in piece(pool, isStart: true) { text += random.chance(0.25) ? "?" : String(letter) }
    return (random.chance(0.3) ? "*" : "") + text + (random.chance(0.7) ? "*" : "")
  }

  /// Letters, dots and anchors only: what a glob can say too.
  private mutating func pattern(_ pool: [String]) -> String {
    var text = ""
    for letter in piece(pool, isStart: true) where letter.isLetter || letter.isNumber {
      text += random.chance(0.2) ? "." : String(letter)
    }
    if random.chance(0.3) { text += ".*" + (random.chance(0.5) ? "e" : "") }
    return (random.chance(0.4) ? "^" : "") + (text.isEmpty ? "a" : text) + (random.chance(0.3) ? "$" : "")
  }

  private mutating func range(_ pool: [String]) -> TextRelation {
    let ends = [piece(pool, isStart: true), piece(pool, isStart: true)].sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
    return switch random.below(3) {
    case 0: .range(ends[0], nil)
    case 1: .range(nil, ends[1])
    default: .range(ends[0], ends[1])
    }
  }

  // MARK: Numbers

  mutating func range() -> NumberRange {
    let numbers = (0..<4).map { _ in constant() }.sorted()
    switch random.below(5) {
    case 0: return NumberRange([.init(low: numbers[0], high: numbers[0])])
    case 1: return NumberRange([.init(low: numbers[0], includesLow: random.chance(0.5), high: nil)])
    case 2: return NumberRange([.init(low: nil, high: numbers[0], includesHigh: random.chance(0.5))])
    case 3:
      return NumberRange([
        .init(low: numbers[0], high: numbers[1]), .init(low: numbers[2], includesLow: false, high: numbers[3]),
      ])
    default:
      let ends = (random.chance(0.5), random.chance(0.5))
      return NumberRange([.init(low: numbers[0], includesLow: ends.0, high: numbers[3], includesHigh: ends.1)])
    }
  }

  private mutating func constant() -> Number {
    switch random.below(3) {
    case 0: Number(Int64(random.below(60)))
    case 1: Number(tenThousandths: Int64(random.below(200) - 60) * 100)
    default: Number(tenThousandths: Int64(random.below(2000)) * 2500)
    }
  }

  mutating func number(depth: Int) -> NumberExpression {
    switch random.below(depth == 0 ? 6 : 9) {
    case 0, 1, 2: .field(random.element(TestField.numbers).reference)
    case 3: .elapsed(random.element([.day, .week, .month, .quarter, .year]), since: TestField.born.reference)
    case 4: .companyField(random.element([TestField.employees, .score, .revenue]).reference)
    case 5: .constant(constant())
    default:
      .binary(
        random.element(Arithmetic.allCases), .field(random.element([TestField.employees, .score, .revenue]).reference),
        number(depth: depth - 1))
    }
  }

  // MARK: Times

  mutating func dayTest() -> TimeTest {
    switch random.below(10) {
    case 0: .inLast(duration([.day, .week, .month, .year]))
    case 1: .inNext(duration([.day, .week, .month, .year]))
    case 2: .olderThan(duration([.day, .week, .month, .year]))
    case 3: .anniversaryInNext(duration([.day, .week, .month]))
    default: sharedTest()
    }
  }

  mutating func instantTest() -> TimeTest {
    switch random.below(7) {
    case 0: .inLast(duration(Duration.Unit.allCases))
    case 1: .inNext(duration(Duration.Unit.allCases))
    case 2: .olderThan(duration(Duration.Unit.allCases))
    default: sharedTest()
    }
  }

  private mutating func sharedTest() -> TimeTest {
    switch random.below(6) {
    case 0: .before(moment())
    case 1: .after(moment())
    case 2: .on(moment())
    case 3:
      random.chance(0.5)
        ? .between(.day(20_400 + random.below(200)), .day(20_600 + random.below(300)))
        : .between(random.chance(0.5) ? .day(20_500) : nil, .instant(asOfMilliseconds - 86_400_000))
    default:
      .calendar(random.element([.day, .week, .month, .quarter, .year, .fiscalYear]), offset: random.below(3) - 1)
    }
  }

  private mutating func moment() -> Moment {
    switch random.below(4) {
    case 0: .today
    case 1: .instant(asOfMilliseconds - Int64(random.below(9_000_000)) * 1000)
    default: .day(20_587 + (random.chance(0.5) ? -random.element([1, 7, 30, 89, 365]) : random.below(900) - 700))
    }
  }

  mutating func duration(_ units: [Duration.Unit]) -> Duration {
    let unit = random.element(units)
    if random.chance(0.3) { return Duration(1 + random.below(60), unit) }
    let usual =
      switch unit {
      case .minute, .hour: [1, 24, 48]
      case .day: [1, 7, 14, 30]
      case .week: [1, 2, 6]
      case .month: [1, 3, 6, 12]
      case .year: [1, 2]
      }
    return Duration(random.element(usual), unit)
  }
}

/// 2026-05-14T09:30:00Z
let asOfMilliseconds: Int64 = (20_587 * 86_400 + 34_200) * 1000
