import BantamPlan
import BantamSystem

extension SQLiteContactStore {
  /// Below so many contacts reading the tables is as fast as looking whether a snapshot may be used.
  public static let snapshotContacts = 5_000

  /// The tables out of the column snapshot, where there is one of this state of the database.
  ///
  /// - Parameters:
  ///   - known: what columns a snapshot had that cannot be used.
  ///   - damage: what was wrong with it, if that is worth a word.
  func columnSnapshot(
    _ needs: TableNeeds, _ state: DatabaseState, zone: ZoneRules, threads: Int,
    known: inout ColumnSnapshot.Contents?, damage: inout SectionFile.Damage?
  ) -> LoadedTables? {
    do throws(SectionFile.Damage) {
      let snapshot = try ColumnSnapshot(of: database.path)
      guard snapshot.layout == layout.fingerprint else { return nil }
      known = snapshot.contents
      guard snapshot.state == state else { return nil }
      return try snapshot.tables(needs.contents(zone: zone), threads: threads)
    } catch {
      if error != .unreadable { damage = error }
      return nil
    }
  }

  /// Writes the snapshot while others go on; a disk that is full or may not be written to takes nothing from the work.
  func keep(_ tables: LoadedTables, _ needs: TableNeeds, _ state: DatabaseState, zone: ZoneRules) {
    guard tables.contacts.count >= Self.snapshotContacts else { return }
    let (path, layout, contents) = (database.path, self.layout.fingerprint, needs.contents(zone: zone))
    keeping = BackgroundWork { try? ColumnSnapshot.write(tables, contents, of: path, layout: layout, state) }
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
