import BantamRecords

/// How one file is read, before any of its rows is.
public struct ImportFilePlan: Sendable {
  public var path: String
  public var kind: ImportKind
  /// Why it is taken for that: `has the column first_name`.
  public var kindReason: String
  public var delimiter: UInt8
  public var encoding: TextEncoding
  public var columns: [Column]
  /// How known rows are recognised: `e-mail, else name`.
  public var key: String
  /// What else was decided for the user, a sentence each.
  public var notes: [String]

  /// A column of the file.
  public struct Column: Sendable {
    public var header: String
    /// nil: left out.
    public var field: String?
    public var reason: String
  }
}

/// What became of one file.
public struct ImportFileReport: Sendable {
  public var plan: ImportFilePlan
  /// Records of the file, rejected ones too, the header and blank lines not.
  public var rows = 0
  public var inserted = 0
  public var updated = 0
  /// Known already and equal.
  public var unchanged = 0
  /// Rows whose key stood in the file before; each brought the earlier one up to date.
  public var repeated = 0
  public var rejected = 0
  /// Contacts without any value to recognise them by: the next import adds them again.
  public var withoutKey = 0
  /// Persons whose company is not there, or not only once.
  public var withoutCompany = 0
  /// Some of those companies, as the file names them.
  public var unknownCompanies: [String] = []
  /// Contacts that were given the coordinates of their postcode.
  public var located = 0
  /// Of these, without any country: five digits were read as German.
  public var locatedWithoutCountry = 0
  /// Contacts with a postcode that is not known.
  public var notLocated = 0
  /// Why rows were rejected, the most frequent first.
  public var reasons: [(reason: String, count: Int)] = []
  /// Where they are; nil: there are none, or nothing was to be written.
  public var rejectsPath: String?
}

public struct ImportReport: Sendable {
  /// In the order in which the files were imported.
  public var files: [ImportFileReport]
  public var isDryRun: Bool
  /// The journal's number; nil where nothing changed.
  public var runID: Int64?

  public var rejected: Int { files.reduce(0) { $0 + $1.rejected } }
}

/// How far an import has come.
public enum ImportProgress: Sendable {
  /// All files are open and understood.
  case planned([ImportFilePlan])
  /// So many rows so far; the share of all bytes, nil where a size is not known.
  case rows(Int, share: Double?)
}
