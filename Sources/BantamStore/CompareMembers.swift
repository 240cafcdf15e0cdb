import BantamColumns
import BantamSystem

/// The stored members of a campaign beside those that should be.
struct Comparison: Sendable {
  private let outcome: CampaignOutcome
  private let campaign: Int64
  private let keys: Keys
  /// Those of the campaign's list that count as added by hand.
  private let addedByHand: KeySet
  /// Only the outcome's own members; all others stay.
  private let isPartial: Bool
  private let kept: KeySet

  /// Fewer members are read sooner than another connection is opened.
  private static let membersPerPart = 8192

  init(_ outcome: CampaignOutcome, campaign: Int64, keys: Keys, addedByHand: KeySet, isPartial: Bool) {
    (self.outcome, self.campaign, self.keys) = (outcome, campaign, keys)
    (self.addedByHand, self.isPartial) = (addedByHand, isPartial)
    kept = KeySet(outcome.keptRows.map { SQLValue(keyOf: Int($0), keys) })
  }

  /// Many members are read by several threads, each those of a range of keys.
  func run(in database: Database) throws(StoreError) -> (difference: MemberDifference, isOriginChanged: Bool) {
    let rows = outcome.memberRows
    // Other connections do not see what a transaction has not committed.
    let isAlone = isPartial || database.isInTransaction
    let parts = isAlone ? 1 : min(coreCount(), rows.count / Self.membersPerPart)
    let joined: (difference: MemberDifference, isOriginChanged: Bool)
    if parts < 2 {
      joined = try compare(rows.indices, in: database)
    } else {
      let snapshot = try Snapshot(of: database, count: parts)
      let found = PartSlots<(difference: MemberDifference, isOriginChanged: Bool)>(count: parts)
      try inParallel(parts) { part throws(StoreError) in
        let places = rows.count * part / parts..<rows.count * (part + 1) / parts
        found.set(part, try compare(places, in: snapshot.connections[part]))
      }
      joined = (MemberDifference(joining: found.all.map(\.difference)), found.all.contains { $0.isOriginChanged })
    }
    // Who comes in is written as found by the rules first.
    let isNewChanged =
      !addedByHand.isEmpty
      && joined.difference.new.contains { place in
        addedByHand.contains(SQLValue(keyOf: Int(rows[place]), keys))
      }
    return (joined.difference, joined.isOriginChanged || isNewChanged)
  }

  /// The members whose keys lie between the first of `places` and the first behind them; the first and the last places
  /// stand for all keys before and behind them, too.
  private func compare(
    _ places: Range<Int>, in database: Database
  ) throws(StoreError) -> (difference: MemberDifference, isOriginChanged: Bool) {
    let rows = outcome.memberRows
    let isFirst = places.lowerBound == 0
    let isLast = places.upperBound == rows.count
    let own = isPartial ? KeySelection(rows.map { SQLValue(keyOf: Int($0), keys) }) : nil
    let stored = try database.prepare(
      """
      SELECT contact_id, grade, total, low, high, completeness, points, next_question, veto, origin
      FROM bantam_member WHERE campaign_id = ?1\(own.map { " AND " + $0.condition("contact_id", parameter: 2) } ?? "")
      \(isFirst ? "" : "AND contact_id >= ?3") \(isLast ? "" : "AND contact_id < ?4") ORDER BY contact_id
      """)
    try stored.bind(1, campaign)
    if let own { try stored.bind(2, own.list) }
    if !isFirst { try stored.bind(3, key: Int(rows[places.lowerBound]), of: keys) }
    if !isLast { try stored.bind(4, key: Int(rows[places.upperBound]), of: keys) }
    let line = MemberLine(outcome)
    var isOriginChanged = false
    let difference = try MemberDifference(
      stored, places, of: rows, keys,
      judge: { place in
        let isByHand = stored.text(9).first == 0x68  // hand
        if isByHand || !addedByHand.isEmpty, addedByHand.contains(stored.value(0)) != isByHand {
          isOriginChanged = true
        }
        guard let place else { return !kept.isEmpty && kept.contains(stored.value(0)) ? .same : .gone }
        return line.equals(stored, at: place) ? .same : .changed
      },
      standing: { MemberDifference.Standing(grade: stored.stringOrNil(1), total: stored.number(2)) })
    return (difference, isOriginChanged)
  }
}
