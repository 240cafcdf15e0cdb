import BantamReport
import BantamStore
import BantamSystem

/// What loading found in the contacts, in words.
struct LoadWords {
  let lines: [String]

  init(_ report: LoadReport) {
    var lines = report.misfits.map { misfit in
      let values = counted(misfit.count, "value")
      return
        "\(values) of `\(misfit.table).\(misfit.column)` do not fit the field's type and count as missing, such as `\(misfit.example)`"
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
}
