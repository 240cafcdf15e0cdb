import BantamSystem

/// What loading found that a person should know.
public struct LoadReport: Sendable, Hashable {
  /// Values of one column that do not fit its type; they count as missing.
  public struct Misfit: Sendable, Hashable {
    public var table: String
    public var column: String
    public var count: Int
    /// One of them, as text, at most 40 characters.
    public var example: String
  }

  /// Where the columns came from.
  public enum Origin: Sendable, Hashable {
    case tables
    /// The column snapshot, with so many contacts that were read again as they had changed.
    case snapshot(changed: Int)
  }

  public var origin = Origin.tables
  /// Of the state that was read, or an older one where somebody committed just then; see `Database.revision`.
  public var revision: Int64 = 0
  public var contacts = 0
  public var activities = 0
  /// In the order of the columns, contacts first.
  public var misfits: [Misfit] = []
  /// Rows left out because an earlier one has the same key.
  public var duplicateKeys = 0
  /// Rows left out because their key is null or blank.
  public var missingKeys = 0
  /// Persons whose company is not there, or is no company.
  public var unknownCompanies = 0
  /// Activities left out because their contact is not there. With a snapshot: when all were read last; so below.
  public var activitiesWithoutContact = 0
  /// Activities left out because they have no instant.
  public var activitiesWithoutInstant = 0

  /// Why a column snapshot that lay beside the database was made anew, where it was not just an older one.
  public var snapshotDamage: SectionFile.Damage?

  public init() {}
}
