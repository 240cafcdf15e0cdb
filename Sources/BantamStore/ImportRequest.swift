import BantamRecords

/// What the rows of a file are. In this order files are imported: contacts before what refers to them.
public enum ImportKind: String, Sendable, CaseIterable {
  case companies
  /// Companies and persons, told apart by a column `kind`.
  case contacts
  case persons
  case activities
  case consents
  case objections
  case suppressions

  var isOfContacts: Bool {
    switch self {
    case .companies, .contacts, .persons: true
    case .activities, .consents, .objections, .suppressions: false
    }
  }
}

/// A column of a file put to a field by the user.
public struct HeaderChoice: Sendable, Hashable {
  public var header: String
  /// nil: the column is left out.
  public var field: String?

  public init(header: String, field: String?) {
    self.header = header
    self.field = field
  }
}

/// What an import is asked to do. What is nil is guessed.
public struct ImportRequest: Sendable {
  /// CSV files, also gzip'd; `-` is standard input.
  public var files: [String]
  public var database: String
  /// What the rows of all files are.
  public var kind: ImportKind?
  /// Names of the fields that together tell whether a contact is known already.
  public var key: [String] = []
  public var choices: [HeaderChoice] = []
  public var delimiter: UInt8?
  public var encoding: TextEncoding?
  public var dateOrder: DateOrder?
  /// What activities are where no column says it; nil: the name of their file.
  public var activityKind: String?
  /// The country of postcodes in rows that name none.
  public var country: String?
  /// Where rows go that do not fit; nil: `FILE.rejects.csv` for each file.
  public var rejects: String?
  /// An empty cell removes what was known before.
  public var erasesMissing = false
  /// Everything is done and then taken back.
  public var isDryRun = false
  /// Milliseconds since 1970-01-01T00:00:00Z: when contacts are created and changed.
  public var now: Int64
  public var busySeconds = Database.busySeconds
  /// Who imports, for the journal.
  public var actor = ""
  public var programVersion = ""

  /// What the journal says.
  var record: RunRecord {
    var record = RunRecord(startedAt: now, asOf: now, rulesHash: "", programVersion: programVersion, contacts: 0)
    record.command = "import"
    record.actor = actor
    let names = files.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    record.detail = "import " + names.prefix(8).joined(separator: " ") + (names.count > 8 ? " …" : "")
    return record
  }

  public init(files: [String], database: String, now: Int64) {
    self.files = files
    self.database = database
    self.now = now
  }

  /// Where the rows of a file go that do not fit.
  func rejectsPath(of file: String) -> String {
    rejects ?? (file == "-" ? "stdin.rejects.csv" : file + ".rejects.csv")
  }
}
