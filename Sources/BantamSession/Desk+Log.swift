import BantamStore

/// The journal, and taking back.
extension Desk {
  /// A run with what it changed, in sentences.
  public struct Logged: Sendable {
    public var run: SQLiteContactStore.LoggedRun
    public var sentences: [String] = []
    /// There are more.
    public var hasMore = false
  }

  /// The runs, the latest first, and whether there are more than asked for; with a contact only those that changed
  /// something about it.
  public func log(about contact: String? = nil, limit: Int) throws(RunFailure) -> (runs: [Logged], hasMore: Bool) {
    let key = try contact.map { name throws(RunFailure) in try self.contact(name) }
    return try reading {
      let words = try store.runWords(zone: zone)
      var found: [Logged] = []
      var before = Int64.max
      while true {
        let page = try store.runs(before: before, limit: Self.pageSize)
        for run in page {
          var logged = Logged(run: run)
          if let key { try tell(&logged, about: key, limit: Self.mostAboutContact, words) }
          if key != nil, logged.sentences.isEmpty { continue }
          if found.count == limit { return (found, true) }
          found.append(logged)
        }
        guard let last = page.last, page.count == Self.pageSize else { return (found, false) }
        before = last.id
      }
    }
  }

  /// One run with what it changed, at most so many sentences.
  public func run(_ id: Int64, limit: Int) throws(RunFailure) -> Logged {
    try reading {
      var logged = Logged(run: try store.run(id))
      try tell(&logged, about: nil, limit: limit, store.runWords(zone: zone))
      return logged
    }
  }

  private static let pageSize = 500
  /// Sentences of one run about one contact.
  private static let mostAboutContact = 100

  private func tell(_ logged: inout Logged, about key: SQLValue?, limit: Int, _ words: RunWords) throws(StoreError) {
    logged.sentences = try store.sentences(of: logged.run.id, about: key, limit: limit + 1, words)
    logged.hasMore = logged.sentences.count > limit
    if logged.hasMore { logged.sentences.removeLast() }
  }

  /// Takes a run back; the number of the run that did, and whether it had changed something of a contact that was erased
  /// since, which stays erased.
  public func undo(_ run: Int64) throws(RunFailure) -> (run: Int64, hasLostContact: Bool) {
    try reading { (try store.undo(run: run, record("undo")), try store.hasLostContact(run)) }
  }
}
