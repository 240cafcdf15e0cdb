import BantamColumns
import BantamPlan
import BantamSystem

/// What is to be read of the tables.
struct TableNeeds: Sendable {
  var contacts: [ColumnNeed]
  var hasCompanies: Bool
  /// nil: no activities; else their columns beside contact, kind and instant.
  var activities: [ColumnNeed]? = nil

  func contents(zone: ZoneRules) -> ColumnSnapshot.Contents {
    ColumnSnapshot.Contents(
      contacts: contacts.map { .init($0, zone: zone) }, hasCompanies: hasCompanies,
      activities: activities.map { $0.map { .init($0, zone: zone) } })
  }

  /// Behind these what a snapshot had beside them, so that it has it again: other rule sets may need it.
  func adding(_ known: ColumnSnapshot.Contents, zone: ZoneRules) -> TableNeeds {
    func others(_ sources: [ColumnSnapshot.Source], than own: [ColumnNeed]) -> [ColumnNeed] {
      let there = Set(own.map { ColumnSnapshot.Source($0, zone: zone) })
      return sources.filter { !there.contains($0) && ($0.zone == 0 || $0.zone == zone.fingerprint) }
        .prefix(max(0, Self.mostColumns - own.count))
        // Of no field of this program: there is no place to name.
        .map { ColumnNeed(name: $0.name, storage: $0.storage, field: .max) }
    }
    var all = self
    all.contacts += others(known.contacts, than: contacts)
    all.hasCompanies = hasCompanies || known.hasCompanies
    if let sources = known.activities {
      all.activities = (activities ?? []) + others(sources, than: activities ?? [])
    }
    return all
  }

  private static let mostColumns = 500
}

extension LoadedTables {
  /// Those of the columns that are needed, which come first.
  func first(_ needs: TableNeeds) -> LoadedTables {
    var some = self
    some.contacts.columns.removeLast(contacts.columns.count - needs.contacts.count)
    some.contacts.misfits.removeLast(contacts.misfits.count - needs.contacts.count)
    if let columns = needs.activities, var activities {
      activities.columns.columns.removeLast(activities.columns.columns.count - columns.count)
      activities.misfits.removeLast(activities.misfits.count - columns.count - 1)
      some.activities = activities
    } else {
      some.activities = nil
    }
    return some
  }
}

extension LoadReport {
  init(_ tables: LoadedTables, _ needs: TableNeeds, _ layout: ContactLayout) {
    let loaded = tables.contacts
    contacts = loaded.count
    duplicateKeys = loaded.duplicateKeys
    missingKeys = loaded.missingKeys
    let table = layout.contacts.name
    add([loaded.kindMisfits], table: table, columns: [layout.kindColumn ?? "kind"])
    add(loaded.misfits, table: table, columns: needs.contacts.map(\.name))
    guard let own = tables.activities, let columns = needs.activities else { return }
    activities = own.columns.instants.count
    activitiesWithoutContact = own.withoutContact
    activitiesWithoutInstant = own.withoutInstant
    add(
      own.misfits, table: layout.activities?.name ?? "activity",
      columns: [layout.activityKindColumn] + columns.map(\.name))
  }
}
