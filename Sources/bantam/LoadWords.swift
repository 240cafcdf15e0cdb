import BantamReport
import BantamStore
import BantamSystem

/// What loading found in the contacts, in words.
struct LoadWords {
  let lines: [String]

  init(_ report: LoadReport) {
    var lines = report.misfits.map {
      Self.misfits($0.count, of: "\($0.table).\($0.column)", example: $0.example)
    }
    if report.duplicateKeys > 0 {
      lines.append("\(counted(report.duplicateKeys, "contact")) left out: the key stands twice")
    }
    if report.missingKeys > 0 { lines.append("\(counted(report.missingKeys, "contact")) left out: the key is missing") }
    if report.unknownCompanies > 0 {
      lines.append(
        "\(counted(report.unknownCompanies, "person")) without the company they name: it is not in the database")
    }
    if report.activitiesWithoutContact > 0 {
      lines.append(
        "\(counted(report.activitiesWithoutContact, "activity", "activities")) left out: the contact is not in the database"
      )
    }
    if report.activitiesWithoutInstant > 0 {
      lines.append(
        "\(counted(report.activitiesWithoutInstant, "activity", "activities")) left out: the time is missing")
    }
    switch report.snapshotDamage {
    case .damaged: lines.append("the fast copy of the contacts beside the database was damaged; it is made again")
    case .foreign: lines.append("the fast copy of the contacts was of another version of Bantam; it is made again")
    case .unreadable, nil: break
    }
    self.lines = lines
  }

  /// Values of a column that cannot be what its field should be.
  static func misfits(_ count: Int, of column: String, example: String) -> String {
    let words = count == 1 ? "does not fit the field's type and counts" : "do not fit the field's type and count"
    return "\(counted(count, "value")) of `\(column)` \(words) as missing, such as `\(example)`"
  }
}
