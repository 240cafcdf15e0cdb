import BantamPlan
import BantamSystem

/// What is known of the column snapshot beside a database.
public struct SnapshotState: Sendable {
  public enum Fitness: Sendable, Hashable {
    /// It is used as it is, but for so many contacts that are read again.
    case usable(changed: Int)
    /// It is of another state, and nothing says what changed since.
    case outdated
    /// It is of other tables, or of another version of Bantam.
    case foreign
    case damaged
  }

  public var path: String
  public var fitness: Fitness
  public var byteCount = 0
  public var contacts = 0
  public var activities: Int?
  /// Names of columns: of contacts, then of activities.
  public var columns: [String] = []
  public var activityColumns: [String] = []
}

extension SQLiteContactStore {
  /// nil where there is none. `checksAll`: each of its blocks, not its head alone.
  public func snapshotState(checksAll: Bool) throws(StoreError) -> SnapshotState? {
    var state = SnapshotState(path: ColumnSnapshot.path(of: database.path), fitness: .damaged)
    let snapshot: ColumnSnapshot
    do throws(SectionFile.Damage) {
      snapshot = try ColumnSnapshot(of: database.path)
    } catch {
      if error == .unreadable { return nil }
      state.fitness = error == .foreign ? .foreign : .damaged
      return state
    }
    state.byteCount = snapshot.byteCount
    state.contacts = snapshot.contactCount
    state.activities = snapshot.activityCount
    state.columns = snapshot.contents.contacts.map(\.name)
    state.activityColumns = snapshot.contents.activities?.map(\.name) ?? []
    if checksAll, !snapshot.isIntact { return state }
    guard snapshot.layout == layout.fingerprint else {
      state.fitness = .foreign
      return state
    }
    let reading = try Reading(
      self, { _ in (TableNeeds(contacts: [], hasCompanies: false), nil) }, connections: 1)
    state.fitness = .outdated
    if snapshot.state.isSame(as: reading.state) {
      state.fitness = .usable(changed: 0)
    } else if let before = snapshot.state.log, reading.state.log != nil,
      let changes = try ChangeLog(layout).changes(
        since: before, most: Self.mostChanged(of: snapshot.contactCount), in: reading.snapshot.connections[0])
    {
      state.fitness = .usable(changed: changes.keys.count)
    }
    return state
  }

  /// Takes the snapshot away; false where there was none.
  public func dropSnapshot() throws(StoreError) -> Bool {
    let exists = fileExists(ColumnSnapshot.path(of: database.path))
    if exists { try ColumnSnapshot.drop(of: database.path) }
    return exists
  }

  /// Makes the snapshot, or brings it forward, with the columns of all fields, so that the next run finds it.
  public func makeSnapshot(zone: ZoneRules, threads: Int = coreCount()) throws(StoreError) {
    let all = everything
    _ = try currentTables({ _ in (all, nil) }, zone: zone, threads: threads)
    finishSnapshot()
  }

  /// What any condition of the rules may ask for.
  var everything: TableNeeds {
    TableNeeds(
      contacts: ColumnNeed.all(of: program, activities: false).filter { layout.contacts.column($0.name) != nil },
      hasCompanies: layout.companyColumn != nil,
      activities: layout.activities.map { table in
        ColumnNeed.all(of: program, activities: true).filter {
          table.column($0.name) != nil && $0.name != layout.activityKindColumn
            && $0.name != layout.activityInstantColumn
        }
      })
  }
}
