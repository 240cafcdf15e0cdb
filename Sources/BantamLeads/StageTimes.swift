import BantamProgram

/// How long contacts stayed at the stages of a funnel, and how many ever reached each.
public struct StageTimes: Sendable {
  /// Of one stage.
  public struct Figures: Sendable, Hashable {
    /// Contacts that ever stood there; in several projects they count in each.
    public var reached = 0
    /// Milliseconds, rising, one per stay; who is there now counts up to the instant of the report.
    public fileprivate(set) var stays: [Int64] = []

    /// Of an even number of stays the mean of the two in the middle.
    public var median: Int64? {
      guard !stays.isEmpty else { return nil }
      let middle = stays.count / 2
      return stays.count % 2 == 1 ? stays[middle] : (stays[middle - 1] + stays[middle]) / 2
    }

    public var mean: Int64? { stays.isEmpty ? nil : stays.reduce(0) { $0 + $1 / Int64(stays.count) } + remainder }
    public var longest: Int64? { stays.last }

    private var remainder: Int64 { stays.reduce(0) { $0 + $1 % Int64(stays.count) } / Int64(stays.count) }
  }

  private let places: [String: Int]
  private let now: Int64
  private let window: Range<Int64>
  private var figures: [Figures]
  /// The contact in hand: where it stands since when, and where it was.
  private var place: Int?
  private var since: Int64 = 0
  private var seen: Set<Int> = []

  /// - Parameter window: entering a stage counts within it only.
  public init(_ funnel: Funnel, now: Int64, window: Range<Int64> = Int64.min..<Int64.max) {
    places = Dictionary(
      zip(funnel.stages.map(\.name), funnel.stages.indices), uniquingKeysWith: { first, _ in first })
    figures = funnel.stages.map { _ in Figures() }
    self.now = now
    self.window = window
  }

  /// The changes of one contact in one project come in a row; before the first of the next one.
  public mutating func beginContact() {
    endStay(now)
    place = nil
    seen = []
  }

  /// A change of the contact. A stage it never entered, as the first one, is reached where it was left.
  public mutating func change(from: String?, to: String, at instant: Int64) {
    if place == nil, let from, let first = places[from], window.contains(instant) { reach(first) }
    guard let target = places[to] else { return }
    if target == place { return }
    endStay(instant)
    place = target
    since = instant
    if window.contains(instant) { reach(target) }
  }

  /// Per stage of the funnel.
  public consuming func result() -> [Figures] {
    beginContact()
    return figures.map { figures in
      var sorted = figures
      sorted.stays.sort()
      return sorted
    }
  }

  private mutating func reach(_ stage: Int) {
    if seen.insert(stage).inserted { figures[stage].reached += 1 }
  }

  private mutating func endStay(_ instant: Int64) {
    guard let place, window.contains(since) else { return }
    figures[place].stays.append(max(0, instant - since))
  }
}
