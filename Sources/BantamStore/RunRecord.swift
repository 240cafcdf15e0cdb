/// Who does what, when and by which rules; becomes a row of the journal where something changes. Instants in
/// milliseconds since 1970-01-01T00:00:00Z.
public struct RunRecord: Sendable {
  /// Such as `run`, `assess`, `undo`.
  public var command = "run"
  public var actor = ""
  /// The command in its own words: `assess 42 budget 80`.
  public var detail = ""
  public var startedAt: Int64
  public var asOf: Int64
  /// The day of `asOf` in the rules' zone, for the ledger: `2026-03-01`; nil: in UTC.
  public var day: String?
  public var rulesHash: String
  /// The rule set's files in one piece, kept for `replay`; nil: not kept.
  public var rules: [UInt8]?
  public var programVersion: String
  /// How many were looked at.
  public var contacts: Int
  /// The revision of the database that the changes were worked out on; nil: they are worked out in the transaction.
  public var expectedRevision: Int64?
  /// The only campaign that was run; nil: all.
  public var campaign: String?
  /// The run's number where it is a replay; nil: the next one.
  public var id: Int64?
  /// The run that this one takes back.
  public var undoes: Int64?

  public init(startedAt: Int64, asOf: Int64, rulesHash: String, programVersion: String, contacts: Int) {
    self.startedAt = startedAt
    self.asOf = asOf
    self.rulesHash = rulesHash
    self.programVersion = programVersion
    self.contacts = contacts
  }
}
