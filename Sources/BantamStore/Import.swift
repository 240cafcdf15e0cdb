import BantamProgram
import BantamRecords
import BantamSystem

/// Brings CSV files into the contact database: all of them or, where anything throws, none.
///
/// Contacts come before what refers to them, whatever the order of the files. Rows that do not fit are no error: they
/// go to a rejects file and are counted. `isInterrupted` is polled all the time.
public func importFiles(
  _ request: ImportRequest, _ program: Program,
  isInterrupted: @escaping @Sendable () -> Bool = { Interrupt.isRaised },
  progress: (ImportProgress) -> Void = { _ in }
) throws(ImportError) -> ImportReport {
  if let foreign = program.settings.contacts { throw .foreignTable(foreign.table) }
  let inputs = try ImportInput.all(request, program)
  progress(.planned(inputs.map(\.plan)))
  let run = ImportRun(request, program, inputs, isInterrupted: isInterrupted)
  do {
    return try run.run(progress)
  } catch let error as StoreError {
    throw .store(error)
  } catch let error as SystemError {
    throw .file(error)
  } catch let error as ImportError {
    throw error
  } catch {
    preconditionFailure("an import throws nothing else")
  }
}

/// A file that is open, with all that was decided about it.
struct ImportInput {
  let file: ImportFile
  /// Of contacts: how companies and persons are recognised.
  var identities: [(kind: ContactKind, identity: ImportIdentity)] = []
  /// Of what refers to contacts.
  var table: RecordTable?
  let plan: ImportFilePlan

  /// In the order in which they are imported.
  static func all(_ request: ImportRequest, _ program: Program) throws(ImportError) -> [ImportInput] {
    for (index, path) in request.files.enumerated() {
      if request.files[..<index].contains(where: { $0 == path || isSameFile($0, path) }) { throw .twice(path: path) }
      let rejects = request.rejectsPath(of: path)
      for other in request.files + [request.database] where other == rejects || isSameFile(other, rejects) {
        throw .rejectsInWay(path: other)
      }
    }
    let zone = ZoneRules(name: program.settings.zone) ?? .utc
    let parser = ValueParser(currency: program.settings.currency, zone: zone)
    var files: [ImportFile] = []
    for path in request.files { files.append(try ImportFile(path: path, request, program, parser: parser)) }
    try checkChoices(request.choices, files)
    var inputs: [ImportInput] = []
    for kind in ImportKind.allCases {
      for file in files where file.kind == kind { inputs.append(try ImportInput(file, request)) }
    }
    return inputs
  }

  private init(_ file: ImportFile, _ request: ImportRequest) throws(ImportError) {
    self.file = file
    var words: String
    switch file.kind {
    case .companies, .contacts, .persons:
      let kinds: [ContactKind] =
        file.kind == .contacts ? [.company, .person] : [file.kind == .companies ? .company : .person]
      if kinds.count > 1, file.source(of: .kind) == nil {
        throw .needed(path: file.path, field: "kind", kind: file.kind)
      }
      for kind in kinds { identities.append((kind, try ImportIdentity(file, kind, key: request.key))) }
      words = identities[0].identity.words
      if let other = identities.last, other.identity.words != words {
        words = "of companies \(words); of persons \(other.identity.words)"
      }
    case .activities, .consents, .objections, .suppressions:
      let table = RecordTable.of(file.kind, activityKind: request.activityKind ?? baseName(file.path))
      self.table = table
      if table.hasContact, file.source(of: .contact) == nil {
        throw .needed(path: file.path, field: "contact", kind: file.kind)
      }
      for (column, otherwise) in table.needed where file.column(column) == nil {
        guard let otherwise else { throw .needed(path: file.path, field: column, kind: file.kind) }
        file.note("no column is the `\(column)`: it is `\(otherwise)` in all rows")
      }
      let identity = file.columns.map(\.name).filter { table.identity.contains($0) }
      words = ((table.hasContact ? ["contact"] : []) + identity).joined(separator: " and ")
    }
    plan = file.plan(key: words)
  }

  private static func checkChoices(_ choices: [HeaderChoice], _ files: [ImportFile]) throws(ImportError) {
    for choice in choices {
      let holders = files.filter { $0.hasHeader(choice.header) }
      guard let first = holders.first else {
        throw .noSuchHeader(choice.header, nearest: nearestField(choice.header, files.flatMap(\.reader.header)))
      }
      guard let field = choice.field else { continue }
      if holders.contains(where: { $0.fieldNames.contains { normalised($0) == normalised(field) } }) { continue }
      throw .noSuchField(field, kind: first.kind, nearest: nearestField(field, first.fieldNames))
    }
  }
}

/// The name of a file without folders and what stands behind the first dot.
private func baseName(_ path: String) -> String {
  let name = path.split(separator: "/").last ?? "activity"
  return String(name.split(separator: ".").first ?? "activity")
}
