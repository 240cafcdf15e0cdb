/// What an erasure did: the facts of its receipt. Of the contact it holds the key only.
public struct Erasure: Sendable {
  /// Rows that are gone from a table.
  public struct Removed: Sendable, Hashable {
    public var table: String
    public var rows: Int
  }

  /// Whether what was deleted is also overwritten in the file.
  public enum Compaction: Sendable, Hashable {
    /// The file was written anew; nothing of the contact is in it.
    case done
    /// The file belongs to another program whose table counts on row numbers, which a new file would change: deleted
    /// rows are overwritten, but what was freed before may still hold traces.
    case notAllowed(table: String)
    /// Deleted rows are overwritten; what was freed before may still hold traces. The next erasure tries again.
    case failed(StoreError)
  }

  public var contact: SQLValue
  /// The journal's number of the erasure.
  public var run: Int64
  public var removed: [Removed] = []
  /// Runs of the journal that lost what they knew of the contact, and how many changes that were.
  public var runs = 0
  public var changes = 0
  /// Runs whose words named the contact.
  public var words = 0
  /// Rule sets kept for `replay` that named the contact.
  public var rules = 0
  /// Persons that were of the erased company; they stay.
  public var persons = 0
  /// Hashes that keep the contact from coming back by an import.
  public var hashes = 0
  /// Nothing tells the contact from others, so an import that has it makes it again.
  public var canComeBack = false
  /// Tables of another program that may hold the contact and are not written.
  public var otherTables: [String] = []
  public var compaction = Compaction.done
}
