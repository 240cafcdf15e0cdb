import BantamDiagnostics
import BantamReport
import BantamStore
import BantamSystem

/// Shows an import: the plan of each file, the progress, what became of the rows.
final class ImportDisplay {
  private let console: Console
  private let isJSON: Bool
  private var bar: ProgressBar?
  private var wasShown = false

  init(_ console: Console, isJSON: Bool) {
    self.console = console
    self.isJSON = isJSON
  }

  func show(_ progress: ImportProgress) {
    switch progress {
    case .planned(let plans):
      for plan in plans { show(plan) }
      guard let width = console.progressWidth else { return }
      bar = ProgressBar(
        title: "importing", unit: "rows", width: width, startNanoseconds: Clock.monotonicNanoseconds())
    case .rows(let rows, let share):
      guard let line = bar?.line(done: rows, share: share, nowNanoseconds: Clock.monotonicNanoseconds()) else { return }
      console.showProgress(line)
      wasShown = true
    }
  }

  func clear() {
    if wasShown { console.showProgress(ProgressBar.clear) }
    wasShown = false
  }

  func finish(_ report: ImportReport, database: String) {
    clear()
    if isJSON {
      console.write(json(report, database: database))
    } else {
      for file in report.files { show(file, isDryRun: report.isDryRun) }
      if report.isDryRun { console.remark("nothing was written: --dry-run") }
    }
  }

  private func show(_ plan: ImportFilePlan) {
    console.remark(
      "\(plan.path): \(plan.kind.rawValue) (\(plan.kindReason)), \(plan.encoding.rawValue), \(words(plan.delimiter))")
    var table = Table([.init("column"), .init("field"), .init("why")])
    for column in plan.columns { table.rows.append([column.header, column.field ?? "(left out)", column.reason]) }
    let text = table.text(width: console.progressWidth, isColoured: console.colorsErrors)
    for line in text.split(separator: "\n") { console.remark("  " + line, isStyled: true) }
    console.remark("  recognised by: \(plan.key)")
    for note in plan.notes { console.remark("  \(note)") }
    console.remark("")
  }

  private func show(_ file: ImportFileReport, isDryRun: Bool) {
    var parts = [
      "\(grouped(file.inserted)) added", "\(grouped(file.updated)) updated", "\(grouped(file.unchanged)) unchanged",
    ]
    if file.repeated > 0 { parts.append("\(grouped(file.repeated)) repeated in the file") }
    if file.rejected > 0 { parts.append("\(grouped(file.rejected)) rejected") }
    console.writeWords("\(file.plan.path): \(counted(file.rows, "row")): \(parts.joined(separator: ", "))\n")
    for (reason, count) in file.reasons.prefix(10) { console.writeWords("  \(grouped(count)) rejected: \(reason)\n") }
    if file.reasons.count > 10 { console.writeWords("  … and \(file.reasons.count - 10) other reasons\n") }
    if let header = header(ofMostRejects: file) {
      console.writeWords("  to import the rows without that column: --map \"\(header)=-\"\n")
    }
    if let path = file.rejectsPath { console.writeWords("  the rejected rows are in \(path)\n") }
    for line in remarks(file) { console.writeWords("  \(line)\n") }
  }

  /// The column that keeps more than half of the rows out.
  private func header(ofMostRejects file: ImportFileReport) -> String? {
    guard let (reason, count) = file.reasons.first, count * 2 > file.rows else { return nil }
    return file.plan.columns.first { $0.field != nil && reason.hasPrefix("`\($0.header)` ") }?.header
  }

  private func remarks(_ file: ImportFileReport) -> [String] {
    var lines: [String] = []
    if file.withoutCompany > 0 {
      let names = file.unknownCompanies.map { "`\($0)`" }.joined(separator: ", ")
      lines.append(
        "\(counted(file.withoutCompany, "person")) without a company: there is none, or not only one, called \(names)")
    }
    if file.withoutKey > 0 {
      lines.append("\(counted(file.withoutKey, "row")) without a key: the next import adds them again")
    }
    if file.located > 0 {
      let guessed =
        file.locatedWithoutCountry > 0
        ? " (\(grouped(file.locatedWithoutCountry)) without a country, taken as the only one that fits)" : ""
      lines.append("\(counted(file.located, "contact")) located by postcode\(guessed)")
    }
    if file.notLocated > 0 {
      lines.append(
        "\(counted(file.notLocated, "contact")) with a postcode outside Germany, Austria and Switzerland, or unknown there"
      )
    }
    return lines
  }

  private func words(_ delimiter: UInt8) -> String {
    switch delimiter {
    case 9: "tabs"
    case UInt8(ascii: ","): "commas"
    case UInt8(ascii: ";"): "semicolons"
    default: "`\(Character(UnicodeScalar(delimiter)))`"
    }
  }

  private func json(_ report: ImportReport, database: String) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("database", database)
      writer.member("dry_run", report.isDryRun)
      writer.array("files") { writer in
        for file in report.files { writer.object { write(file, &$0) } }
      }
    }
    writer.endLine()
    return writer.text
  }

  private func write(_ file: ImportFileReport, _ writer: inout JSONWriter) {
    writer.member("file", file.plan.path)
    writer.member("kind", file.plan.kind.rawValue)
    writer.member("encoding", file.plan.encoding.rawValue)
    writer.member("delimiter", String(Character(UnicodeScalar(file.plan.delimiter))))
    writer.member("key", file.plan.key)
    writer.array("columns") { writer in
      for column in file.plan.columns {
        writer.object { writer in
          writer.member("header", column.header)
          writer.member("field", column.field)
          writer.member("reason", column.reason)
        }
      }
    }
    writer.member("notes", strings: file.plan.notes)
    for (name, count) in [
      ("rows", file.rows), ("added", file.inserted), ("updated", file.updated), ("unchanged", file.unchanged),
      ("repeated", file.repeated), ("rejected", file.rejected), ("without_company", file.withoutCompany),
      ("without_key", file.withoutKey), ("located", file.located),
      ("located_without_country", file.locatedWithoutCountry),
      ("not_located", file.notLocated),
    ] {
      writer.member(name, count)
    }
    writer.array("reasons") { writer in
      for (reason, count) in file.reasons {
        writer.object { writer in
          writer.member("reason", reason)
          writer.member("count", count)
        }
      }
    }
    writer.member("rejects", file.rejectsPath)
  }
}
