import BantamProgram
import BantamRecords
import BantamSystem

/// One import at work.
final class ImportRun {
  private let request: ImportRequest
  private let program: Program
  private let inputs: [ImportInput]
  private let isInterrupted: @Sendable () -> Bool
  /// Rows and bytes of the files that are done.
  private var doneRows = 0
  private var doneBytes = 0
  private let totalBytes: Int?
  private var geocoder: Geocoder?
  private var rejects: [RejectsFile] = []

  /// Thrown after a dry run to take it back.
  private struct DryRun: Error {
    var report: ImportReport
  }

  /// Rows between two looks at the interrupt and reports of progress.
  private static let rowsPerLook = 256
  /// Reasons told apart.
  private static let maximumReasons = 200

  init(
    _ request: ImportRequest, _ program: Program, _ inputs: [ImportInput], isInterrupted: @escaping @Sendable () -> Bool
  ) {
    self.request = request
    self.program = program
    self.inputs = inputs
    self.isInterrupted = isInterrupted
    let sizes = inputs.map { input in
      input.file.reader.totalBytes.map { $0 * max(1, input.identities.count) }
    }
    totalBytes = sizes.contains(nil) ? nil : sizes.compactMap { $0 }.reduce(0, +)
  }

  /// Throws store, system and import errors.
  func run(_ progress: (ImportProgress) -> Void) throws -> ImportReport {
    let database = try Database(
      path: request.database, mode: .create, busySeconds: request.busySeconds, isInterrupted: isInterrupted)
    return try run(in: database, progress)
  }

  func run(in database: Database, _ progress: (ImportProgress) -> Void) throws -> ImportReport {
    // The import keeps the references right by itself: each check would cost as much as the insert.
    try database.execute("PRAGMA foreign_keys = OFF")
    do {
      let report = try database.transaction(alsoThrowing: {
        let log = try RunLog(request.record, in: database)
        try Schema.bringForward(database, withContacts: true)
        try Schema.addColumns(for: program, to: database)
        // Of very many rows each would be noted for nothing: all are new, or too many to be read one by one.
        let changes = try changeLog(database)
        let isFirst = try database.integer("SELECT EXISTS (SELECT 1 FROM contact)") == 0
        let isLarge = isFirst || !isNoted
        if isLarge { try changes?.remove(in: database) } else { try changes?.install(in: database) }
        let indexes = isLarge ? try DroppedIndexes(of: "contact", in: database) : nil
        let recorder = try isNoted ? ChangeRecorder(database, tables: SQLiteContactStore.importedTables) : nil
        var report = ImportReport(files: [], isDryRun: request.isDryRun)
        for input in inputs { report.files.append(try importFile(input, database, progress)) }
        if request.isDryRun { throw DryRun(report: report) }
        report.runID = try note(report, log, recorder)
        for file in rejects { try file.seal() }
        try indexes?.restore(in: database)
        try changes?.install(in: database)
        return report
      })
      for file in rejects { try file.publish() }
      return report
    } catch let dryRun as DryRun {
      return dryRun.report
    }
  }

  /// nil where the rules read other tables than those that are imported into.
  private func changeLog(_ database: Database) throws(StoreError) -> ChangeLog? {
    if program.settings.contacts != nil { return nil }
    return ChangeLog(try ContactLayout(of: program, in: database))
  }

  /// A larger import would double the database.
  private static let maximumNotedBytes = 64 << 20

  private var isNoted: Bool { totalBytes.map { $0 <= Self.maximumNotedBytes } ?? false }

  private func note(_ report: ImportReport, _ log: RunLog, _ recorder: ChangeRecorder?) throws(StoreError) -> Int64? {
    if let recorder { return try log.finish(recorder) }
    return report.files.contains { $0.inserted + $0.updated > 0 } ? try log.runID() : nil
  }

  private func importFile(
    _ input: ImportInput, _ database: Database, _ progress: (ImportProgress) -> Void
  ) throws -> ImportFileReport {
    var report = ImportFileReport(plan: input.plan)
    let rejects = rejectsFile(input)
    var reasons: [String: Int] = [:]
    if let table = input.table {
      let writer = try RecordWriter(database, input.file, table)
      try eachRecord(input, input.file.reader, nil, &report, &reasons, rejects, progress) { try writer.write($0) }
      if table.name == "activity" { try bringLastActivityForward(database, after: writer.lastKnownRow) }
    }
    for (pass, (kind, identity)) in input.identities.enumerated() {
      let geocoding = Geocoding(input.file, program, country: request.country) { knownGeocoder() }
      let writer = try ContactWriter(
        database, input.file, kind: kind, identity, request, geocoding: geocoding)
      let reader = pass == 0 ? input.file.reader : try again(input.file)
      let only = input.identities.count > 1 ? kind : nil
      try eachRecord(input, reader, only, &report, &reasons, rejects, progress) { try writer.write($0) }
      report.add(writer)
    }
    doneRows += report.rows
    report.reasons = reasons.map { ($0.key, $0.value) }.sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
    if !rejects.isEmpty, !request.isDryRun { report.rejectsPath = rejects.path }
    return report
  }

  /// Hands over each record; where `kind` is given only those of one kind, and what is wrong with a record itself only
  /// in the round of the companies.
  private func eachRecord(
    _ input: ImportInput, _ source: CSVReader, _ kind: ContactKind?, _ report: inout ImportFileReport,
    _ reasons: inout [String: Int], _ rejects: RejectsFile, _ progress: (ImportProgress) -> Void,
    _ write: (ImportedRecords) throws -> RowOutcome
  ) throws {
    let kindSource = kind == nil ? nil : input.file.source(of: .kind)
    let reader = ImportedRecords(source) { ConvertedBatch(input.file, only: kind) }
    var sinceLook = 0
    while let event = try reader.next() {
      sinceLook += 1
      if sinceLook == Self.rowsPerLook {
        sinceLook = 0
        if isInterrupted() { throw StoreError.interrupted }
        progress(
          .rows(
            doneRows + report.rows,
            share: totalBytes.map { Double(doneBytes + reader.consumedBytes) / Double(max(1, $0)) }))
      }
      let outcome: RowOutcome
      switch event {
      case .reject(let reason):
        if kind == .person { continue }
        outcome = .rejected(reason: reason, about: reason)
      case .record:
        let found = reader.work.kind(reader.index)
        if found == kind {
          outcome = try reader.work.rejection(reader.index) ?? write(reader)
        } else if let kindSource, found == nil, kind == .company {
          let shown = reader.text(kindSource).prefix(60)
          outcome = .rejected(source.header[kindSource], Misfit(reason: "is neither company nor person: `\(shown)`"))
        } else {
          continue
        }
      }
      report.add(outcome)
      if case .rejected(let reason, let about) = outcome {
        if reasons[about] != nil || reasons.count < Self.maximumReasons { reasons[about, default: 0] += 1 }
        if !request.isDryRun { try reject(reason, reader, input, rejects) }
      }
    }
    doneBytes += source.totalBytes ?? 0
  }

  private func reject(
    _ reason: String, _ reader: ImportedRecords, _ input: ImportInput, _ rejects: RejectsFile
  ) throws(SystemError) {
    let isShared = request.rejects != nil && inputs.count > 1
    let place = [String(reader.line), reason]
    try rejects.add(isShared ? [input.file.path] + place : place, reader, isWhole: isShared)
  }

  /// One for each file, or one for all where the request names it.
  private func rejectsFile(_ input: ImportInput) -> RejectsFile {
    if let path = request.rejects, inputs.count > 1 {
      if let shared = rejects.first { return shared }
      rejects.append(RejectsFile(path: path, columns: ["file", "line", "reason", "record"], delimiter: 0x2C))
    } else {
      rejects.append(
        RejectsFile(
          path: request.rejectsPath(of: input.file.path), columns: ["line", "reason"] + input.file.reader.header,
          delimiter: input.file.reader.delimiter))
    }
    return rejects[rejects.count - 1]
  }

  private func knownGeocoder() -> Geocoder {
    if let geocoder { return geocoder }
    let made = Geocoder()
    geocoder = made
    return made
  }

  /// The same file from the front, understood as before.
  private func again(_ file: ImportFile) throws(ImportError) -> CSVReader {
    if file.path == "-" { throw .readTwice }
    return try openRecords(file.path, CSVOptions(delimiter: file.reader.delimiter, encoding: file.reader.encoding))
  }

  private func bringLastActivityForward(_ database: Database, after row: Int64) throws(StoreError) {
    try database.run(
      """
      UPDATE contact SET last_activity_at = a.at
      FROM (SELECT contact_id, max(at) AS at FROM activity WHERE id > ? GROUP BY contact_id) AS a
      WHERE contact.id = a.contact_id AND (last_activity_at IS NULL OR last_activity_at < a.at)
      """, .integer(row))
  }
}

extension ImportFileReport {
  fileprivate mutating func add(_ outcome: RowOutcome) {
    rows += 1
    switch outcome {
    case .inserted: inserted += 1
    case .updated: updated += 1
    case .unchanged: unchanged += 1
    case .repeated: repeated += 1
    case .rejected: rejected += 1
    }
  }

  fileprivate mutating func add(_ writer: ContactWriter) {
    withoutKey += writer.withoutKey
    withoutCompany += writer.withoutCompany
    unknownCompanies += writer.unknownCompanies
    located += writer.located
    locatedWithoutCountry += writer.locatedWithoutCountry
    notLocated += writer.notLocated
  }
}

/// The indexes of a table, taken away while very many rows are written: sorted once at the end they cost a third.
private struct DroppedIndexes {
  private var statements: [String] = []

  init(of table: String, in database: Database) throws(StoreError) {
    let found = try database.prepare(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql NOT LIKE 'CREATE UNIQUE%' ORDER BY rowid"
    )
    try found.bind(1, table)
    var names: [String] = []
    while try found.step() {
      names.append(found.string(0))
      statements.append(found.string(1))
    }
    for name in names { try database.execute("DROP INDEX \(quoted(name))") }
  }

  /// SQLite sorts on a second thread what the first one reads, in runs as large as its cache; a smaller cache makes
  /// more of them, so that both have work.
  func restore(in database: Database) throws(StoreError) {
    let cache = try database.integer("PRAGMA cache_size") ?? 0
    try database.execute("PRAGMA cache_size = -8192; PRAGMA threads = 1")
    for statement in statements { try database.execute(statement) }
    try database.execute("PRAGMA threads = 0; PRAGMA cache_size = \(cache)")
  }
}
