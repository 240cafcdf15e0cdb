import BantamColumns
import BantamPlan
import BantamSystem

extension SQLiteContactStore {
  /// Below so many contacts reading the tables is as fast as looking whether a snapshot may be used.
  public static let snapshotContacts = 5_000
  /// Above so many changed contacts, and above this share of all, reading everything is faster.
  private static let mostChanged = (count: 1_000, share: 8)
  static func mostChanged(of count: Int) -> Int { max(mostChanged.count, count / mostChanged.share) }

  /// Above so many, and above this share, the snapshot is written anew with the changes in it.
  private static let mostUnwritten = (count: 1_000, share: 40)

  /// The tables out of the column snapshot beside the database, brought up to the state that is read.
  ///
  /// Beside them how many contacts were read again.
  ///
  /// - Parameters:
  ///   - known: what columns a snapshot had that cannot be used.
  ///   - damage: what was wrong with it, if that is worth a word.
  func columnSnapshot(
    _ reading: Reading, zone: ZoneRules, threads: Int, known: inout ColumnSnapshot.Contents?,
    damage: inout SectionFile.Damage?
  ) throws(StoreError) -> (tables: LoadedTables, changed: Int)? {
    // The database may have been closed to others since it was written.
    narrowPermissions(ColumnSnapshot.path(of: database.path), to: filePermissions(database.path))
    let snapshot: ColumnSnapshot
    do throws(SectionFile.Damage) {
      snapshot = try ColumnSnapshot(of: database.path)
    } catch {
      if error != .unreadable { damage = error }
      return nil
    }
    guard snapshot.layout == layout.fingerprint else { return nil }
    known = snapshot.contents
    func tables(_ needs: TableNeeds) -> LoadedTables? {
      do throws(SectionFile.Damage) {
        return try snapshot.tables(needs.contents(zone: zone), threads: threads)
      } catch {
        damage = error
        return nil
      }
    }
    if snapshot.state.isSame(as: reading.state) { return tables(reading.needs).map { ($0, 0) } }
    let most = Self.mostChanged(of: snapshot.contactCount)
    guard let before = snapshot.state.log, reading.state.log != nil,
      let changes = try ChangeLog(layout).changes(since: before, most: most, in: reading.snapshot.connections[0])
    else { return nil }
    let isRewritten =
      changes.keys.count > max(Self.mostUnwritten.count, snapshot.contactCount / Self.mostUnwritten.share)
    let needs = isRewritten ? reading.needs.adding(snapshot.contents, zone: zone) : reading.needs
    guard let older = tables(needs),
      let changed = try changedTables(changes, needs, older, zone: zone, threads: threads, reading),
      let tables = older.spliced(with: changed)
    else { return nil }
    if isRewritten { keep(tables, needs, reading.state, zone: zone) }
    return (tables.first(reading.needs), changes.keys.count)
  }

  /// The contacts that changed as they are now; nil where their keys are not written as those of the older tables.
  private func changedTables(
    _ changes: ChangeLog.Changes, _ needs: TableNeeds, _ older: LoadedTables, zone: ZoneRules, threads: Int,
    _ reading: Reading
  ) throws(StoreError) -> ChangedTables? {
    let touched: Keys
    switch older.contacts.keys {
    case .integers:
      let keys = changes.keys.compactMap { key -> Int64? in if case .integer(let key) = key { key } else { nil } }
      touched = .integers(Cells(keys.sorted()))
    case .texts:
      let keys = changes.keys.compactMap { key -> String? in if case .text(let key) = key { key } else { nil } }
      touched = .texts(keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }
    guard touched.count == changes.keys.count else { return nil }
    let parts = min(threads, max(1, touched.count / 512))
    var connections = reading.snapshot
    if parts > 1 {
      let others = try Snapshot(of: database, count: parts - 1)
      // With a write-ahead log somebody may have committed meanwhile.
      guard try ChangeLog(layout).position(in: others.connections[0]) == reading.state.log else { return nil }
      connections = Snapshot(connections, others)
    }
    let form: KeyRanges.Form = if case .integers = touched { .integers } else { .texts }
    let query = try ContactQuery(
      layout, form: form, needsCompany: needs.hasCompanies, needs: needs.contacts, program: program)
    let contacts = try LoadedContacts(read(touched, query, connections, zone: zone), query)
    var tables = LoadedTables(contacts: contacts)
    if let columns = needs.activities {
      tables.activities = try loadActivities(
        columns, zone: zone, KeyIndex(contacts.keys), contacts: contacts.count, connections,
        only: KeySelection((0..<contacts.count).map { SQLValue(keyOf: $0, contacts.keys) }))
    }
    return ChangedTables(tables: tables, touched: touched, touchesActivities: changes.hasActivities)
  }

  /// Some contacts, on one connection a part.
  private func read(
    _ touched: Keys, _ query: ContactQuery, _ snapshot: Snapshot, zone: ZoneRules
  ) throws(StoreError) -> [ContactPart] {
    if case .integers(let keys) = touched,
      let parts = try Self.readPages(query, only: keys, snapshot, zone: zone)
    {
      return parts
    }
    var query = query
    let parts = snapshot.connections.count
    let readers = (0..<parts).map { part in
      let keys = (touched.count * part / parts..<touched.count * (part + 1) / parts).map {
        SQLValue(keyOf: $0, touched)
      }
      query.selection = KeySelection(keys)
      return ContactPart(query, KeyRanges.Range(mostRows: keys.count), zone: zone)
    }
    try inParallel(parts) { part throws(StoreError) in try readers[part].read(in: snapshot.connections[part]) }
    return readers
  }

  /// Begins to write the snapshot while others go on.
  func keep(_ tables: LoadedTables, _ needs: TableNeeds, _ state: ContactState, zone: ZoneRules) {
    guard tables.contacts.count >= snapshotMinimum else { return }
    let pending = ColumnSnapshot.Pending(
      tables, needs.contents(zone: zone), of: database.path, layout: layout.fingerprint,
      mode: filePermissions(database.path))
    if let pending { keeping = (pending, state) }
  }

  /// Whether only rows changed since a state, and none was erased.
  private func isFit(_ state: ContactState) throws(StoreError) -> Bool {
    if let log = state.log {
      return try ChangeLog(layout).changes(since: log, most: Self.mostChanged(of: Int(Int32.max)), in: database) != nil
    }
    return try state.file == DatabaseState(of: database)
  }

  /// Puts a snapshot that is being written in its place, and waits for it.
  ///
  /// - Parameter position: in the log of changes, where a transaction that wrote saw the same contacts.
  public func finishSnapshot(at position: ChangeLog.Position? = nil) {
    guard let (pending, state) = keeping else { return }
    keeping = nil
    let now = position.map { ContactState(file: nil, log: $0) } ?? state
    guard now.file != nil || now.log != nil else { return }
    // A contact that was erased meanwhile is not put back. While this reads nobody can commit, and who erases takes the
    // file away after the commit.
    let isOurs = (try? database.execute("BEGIN")) != nil
    if (try? isFit(now)) == true { pending.finish(now) }
    if isOurs { try? database.execute("COMMIT") }
  }
}

extension Keys {
  fileprivate var count: Int {
    switch self {
    case .integers(let keys): keys.count
    case .texts(let keys): keys.count
    }
  }
}

extension ContactLayout {
  /// Tables, keys and columns: what a snapshot's columns are columns of.
  var fingerprint: String {
    func words(_ table: TableLayout) -> [String] {
      [table.name, table.key] + table.columns.flatMap { [$0.name, $0.declaredType] }
    }
    let own = [kindColumn ?? "", kind?.rawValue ?? "", companyColumn ?? "", activityKindColumn, activityInstantColumn]
    return (words(contacts) + [""] + own + [""] + (activities.map(words) ?? [])).map { "\($0.utf8.count):\($0)" }
      .joined()
  }
}
