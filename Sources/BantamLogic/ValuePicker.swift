import BantamProgram
import BantamSystem

/// Chooses a plain value within what is known of one.
struct ValuePicker {
  let knowledge: Knowledge
  let asOf: Int64
  private let today: Int

  init(_ knowledge: Knowledge, asOf: Int64) {
    self.knowledge = knowledge
    self.asOf = asOf
    today = knowledge.zone.localDay(ofInstant: asOf)
  }

  var yesterday: Moment { .day(today - 1) }

  func value(of field: FieldID, _ state: Box.State, _ subject: Subject) -> Value? {
    guard state.allowsValues else { return nil }
    let type = knowledge.program.fields[field].type
    switch type {
    case .text, .choice: return text(state, choices: knowledge.choices(of: subject)).map { .text($0) }
    case .tags: return .tags(["any"])
    case .integer: return number(state, subject).map { .number(Number($0)) }
    case .decimal, .money: return number(state, subject).map { .number(Number(tenThousandths: $0)) }
    case .yesNo: return number(state, subject).map { .yesNo($0 != 0) }
    case .date: return moment(state, isDate: true).map { .moment($0) }
    case .datetime: return moment(state, isDate: false).map { .moment($0) }
    case .location: return location(state)
    }
  }

  // MARK: Numbers

  /// In the unit of the subject.
  func number(_ state: Box.State, _ subject: Subject?) -> Int64? {
    let domain = subject.flatMap { knowledge.domain(of: $0) } ?? .all
    return nearest((state.numbers[.number] ?? .all).intersection(domain))
  }

  func inTenThousandths(_ number: Int64, _ field: FieldID) -> Number {
    knowledge.program.fields[field].type == .integer ? Number(number) : Number(tenThousandths: number)
  }

  /// A number that is an end of the set, if it has one, and not below zero where that can be.
  private func nearest(_ set: Intervals) -> Int64? {
    let positive = set.intersection(Intervals(0, .max))
    let piece = positive.pieces.first ?? set.pieces.last
    guard let piece else { return nil }
    return piece.low == Intervals.least ? piece.high == .max ? 1 : piece.high : piece.low
  }

  // MARK: Texts

  private static let words = ["Example", "Other", "Alpha", "x", "example.com", "12345", "Beta"]

  private func text(_ state: Box.State, choices: [String]?) -> String? {
    let ranges = state.texts ?? .all
    let candidates = choices ?? made(ranges, state)
    return candidates.first { knowledge.passes($0, ranges, state.tests) }.map(knowledge.spelling)
  }

  /// Texts that are likely to pass: what has to stand in them, put together.
  private func made(_ ranges: TextRanges, _ state: Box.State) -> [String] {
    var starts: [String] = ranges.pieces.prefix(8).compactMap { piece in
      String(validating: piece.low.filter { $0 >= 0x20 }, as: UTF8.self)
    }
    if ranges.contains([0x78]) || starts.isEmpty { starts.append("") }
    var middles = [""]
    var ends = [""]
    for (test, isYes) in state.tests where isYes {
      switch test.relation {
      case .equals(let values), .containsAny(let values): middles += values.prefix(4)
      case .containsAll(let values): middles.append(values.prefix(8).joined(separator: " "))
      case .startsWith(let values): starts += values.prefix(4)
      case .endsWith(let values): ends += values.prefix(4)
      case .like(let glob): middles.append(glob.filter { $0 != "*" && $0 != "?" })
      case .inList(let list), .containsListEntry(let list):
        middles += knowledge.program.lists[list].values.prefix(4)
      case .under(let value, _): middles.append(value)
      case .matches, .range: break
      }
    }
    var found: [String] = []
    for start in starts.prefix(8) {
      for middle in middles.prefix(8) {
        for end in ends.prefix(8) { found.append(start + middle + end) }
      }
    }
    let all = middles.filter { !$0.isEmpty }.prefix(8).joined(separator: " ")
    found += starts.prefix(8).map { $0 + all }
    return found.filter { !$0.isEmpty } + Self.words
  }

  // MARK: Times and places

  /// A moment within the first measure that is known of it; nil: there is none.
  func moment(_ state: Box.State, isDate: Bool) -> Moment? {
    for aspect in state.numbers.keys.sorted(by: { "\($0)" < "\($1)" }) {
      guard let set = state.numbers[aspect], let place = nearestBefore(set) else { return nil }
      return moment(aspect, place, isDate: isDate)
    }
    return .day(today - 1)
  }

  func moment(in window: TimeTest) -> Moment? {
    guard let (aspect, set) = knowledge.timeSet(window, isDate: false), let place = nearestBefore(set) else {
      return nil
    }
    return moment(aspect, place, isDate: false)
  }

  /// A place not far from the run, in the past if that can be.
  private func nearestBefore(_ set: Intervals) -> Int64? {
    let past = set.intersection(Intervals(Intervals.least, -1))
    if let piece = past.pieces.last {
      // The end is often the run's own instant: one whole unit before it.
      return piece.high == -1 && piece.low <= -2 ? -2 : piece.high
    }
    return set.pieces.first.map { $0.low == Intervals.least ? $0.high : $0.low }
  }

  private func moment(_ aspect: Aspect, _ place: Int64, isDate: Bool) -> Moment? {
    switch aspect {
    case .fromNow(let unit): return fromNow(unit, place, isDate: isDate)
    case .absolute: return isDate ? .day(Int(clamping: place)) : .instant(place)
    case .calendar(let unit):
      return .day(moved(Int(clamping: place), unit))
    case .anniversary(let unit):
      guard case .day(let next)? = fromNow(unit, place, isDate: true) else { return nil }
      return .day(CivilDate(dayNumber: next).adding(years: -30).dayNumber)
    case .number, .text, .distance: return nil
    }
  }

  /// `place` in half units; an odd one lies just after the whole unit below it.
  private func fromNow(_ unit: TimeFrame.Unit, _ place: Int64, isDate: Bool) -> Moment? {
    let bounded = max(-4_000_000, min(4_000_000, place))
    let whole = Int(bounded >> 1)
    let isBetween = bounded & 1 == 1
    switch unit {
    case .minutes:
      return .instant(asOf + Int64(whole) * 60_000 + (isBetween ? 30_000 : 0))
    case .days, .months:
      let day = unit == .days ? today + whole : CivilDate(dayNumber: today).adding(months: whole).dayNumber
      if isDate { return .day(isBetween && unit == .months ? day + 1 : day) }
      let timeOfDay = asOf - knowledge.zone.startOfDay(today)
      return .instant(knowledge.zone.startOfDay(day) + timeOfDay + (isBetween ? 60_000 : 0))
    }
  }

  private func moved(_ offset: Int, _ unit: CalendarUnit) -> Int {
    let date = CivilDate(dayNumber: today)
    switch unit {
    case .day: return today + offset
    case .week: return today + 7 * offset
    case .month: return date.adding(months: offset).dayNumber
    case .quarter: return date.adding(months: 3 * offset).dayNumber
    case .year, .fiscalYear: return date.adding(years: offset).dayNumber
    }
  }

  /// The day so many completed units ago.
  func moment(unitsAgo count: Int64, _ unit: CalendarUnit) -> Moment {
    .day(moved(-Int(max(-4_000, min(4_000, count))), unit))
  }

  private func location(_ state: Box.State) -> Value? {
    for (aspect, set) in state.numbers {
      guard case .distance(let place) = aspect else { continue }
      let point = knowledge.program.places[place]
      let kilometres = Double(set.low ?? 0) / Double(Number.scale)
      // A degree of latitude is about 111 km.
      let degrees = kilometres <= 0 ? 0 : (kilometres + 5) / 111
      let latitude = point.latitude + (point.latitude > 0 ? -degrees : degrees)
      return .location(latitude: latitude, longitude: point.longitude)
    }
    return .location(latitude: 0, longitude: 0)
  }
}
