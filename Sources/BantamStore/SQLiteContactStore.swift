import BantamProgram
import BantamSystem

/// The contacts of a rule set in an SQLite file, and what Bantam writes beside them.
public final class SQLiteContactStore {
  public enum Access: Sendable {
    /// Nothing is written, not even a missing table.
    case read
    /// The contacts must be there. Bantam's own tables are made or brought forward with the first thing that is written.
    case write
    /// An empty database with contact tables is made where there is none, and tables and columns at once.
    case create
  }

  public let database: Database
  public let layout: ContactLayout
  let program: Program
  /// A snapshot is kept of no fewer contacts.
  public var snapshotMinimum = snapshotContacts
  /// The column snapshot that is being written, and the state it is of.
  var keeping: (snapshot: ColumnSnapshot.Pending, state: ContactState)?

  /// Opens the database and checks that the tables the settings name are there; on any error nothing is changed.
  public init(
    path: String, program: Program, access: Access, busySeconds: Int = Database.busySeconds,
    isInterrupted: @escaping @Sendable () -> Bool = { Interrupt.isRaised }
  ) throws(StoreError) {
    // A database whose table is read in place is not made by us.
    let isCreated = access == .create && program.settings.contacts == nil
    let mode = access == .read ? Database.Mode.readOnly : isCreated ? .create : .readWrite
    let database = try Database(path: path, mode: mode, busySeconds: busySeconds, isInterrupted: isInterrupted)
    self.database = database
    self.program = program
    let writesNothing = access == .create ? try Self.isReady(database, program, isCreated: isCreated) : true
    if writesNothing {
      _ = try Schema.state(of: database)
      layout = try ContactLayout(of: program, in: database)
    } else {
      layout = try database.transaction { () throws(StoreError) -> ContactLayout in
        if isCreated { try Schema.bringForward(database, withContacts: true) }
        let layout = try ContactLayout(of: program, in: database)
        try Schema.bringForward(database, withContacts: layout.contacts.isOwn)
        try Schema.addColumns(for: program, to: database)
        let prepared = layout.contacts.isOwn ? try ContactLayout(of: program, in: database) : layout
        try ChangeLog(prepared).install(in: database)
        return prepared
      }
    }
  }

  deinit { finishSnapshot() }

  /// Whether all tables and columns are there, so that opening writes nothing and takes no lock.
  private static func isReady(_ database: Database, _ program: Program, isCreated: Bool) throws(StoreError) -> Bool {
    let state = try Schema.state(of: database)
    guard state.version == Schema.version else { return false }
    if isCreated, !state.hasContacts { return false }
    return try !Schema.lacksColumns(for: program, in: database)
  }
}
