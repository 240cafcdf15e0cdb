import BantamReport
import BantamRecords
import BantamSession
import BantamStore
import BantamSystem

/// `bantam import FILE...`: contacts and what is recorded about them from CSV into the database.
enum ImportCommand {
  static let command = Command(
    name: "import",
    summary: "read contacts and activities from CSV into the database",
    description: """
      Delimiter, encoding, what the rows are and the meaning of the columns are guessed and shown; each guess can be \
      overridden. Rows with the same key are brought up to date, others are added. Rows that do not fit go to a \
      rejects file with line and reason. All files are imported together or, after an error or Ctrl-C, not at all. \
      Contacts without coordinates get those of their German, Austrian or Swiss postcode (\(Geocoder.attribution)).
      """,
    arguments: [
      Argument(value: Value("FILE", .file), help: "CSV files, also gzip'd", isRequired: true, isRepeated: true)
    ],
    options: [
      .database,
      Option(
        "rules", Value("PATH", .file), help: "the rules that declare further fields", standard: "the current folder"),
      Option("companies", help: "each row is a company"),
      Option("persons", help: "each row is a person"),
      Option("activities", help: "each row is an activity of a contact"),
      Option("consents", help: "each row is a consent of a contact to a purpose"),
      Option("objections", help: "each row is an objection of a contact"),
      Option("suppressions", help: "each row is an address that is not to be reached on a channel"),
      Option(
        "key", Value("A,B", .names), help: "the fields that tell whether a contact is known already",
        standard: "id, customer_number, email or the name"),
      Option(
        "map", short: "m", Value("HEADER=field", .pair), isRepeated: true,
        help: "read a column into this field; `HEADER=-` leaves it out; may be repeated"),
      Option(
        "kind", Value("NAME", .text), help: "what activities are where no column says it", standard: "the file's name"),
      Option("country", Value("NAME", .text), help: "the country of postcodes in rows that name none"),
      Option("delimiter", Value("CHAR", .delimiter), help: "what stands between two values", standard: "guessed"),
      Option(
        "encoding", Value("NAME", .choice(["utf-8", "utf-16", "latin-1", "windows-1252"])),
        help: "how the bytes mean letters", standard: "guessed"),
      Option(
        "date-order", Value("ORDER", .choice(["day-first", "month-first"])), help: "how 3/4/2026 is read",
        standard: "as the column shows"),
      Option("empty-erases", help: "an empty cell removes what was known before"),
      Option("rejects", Value("FILE", .file), help: "where rows go that do not fit", standard: "FILE.rejects.csv"),
      Option("dry-run", short: "n", help: "show what would be imported and change nothing"),
      .actor, .json,
    ],
    groups: [
      OptionGroup(names: ["companies", "persons", "activities", "consents", "objections", "suppressions"])
    ],
    examples: [
      Example("companies, then their people", "bantam import companies.csv persons.csv --rules demo"),
      Example(
        "name a column that was not guessed",
        "bantam import crm.csv --companies --key customer_number --map \"Firma=name\""),
      Example("look first", "bantam import export.csv --persons --dry-run"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    let given = invocation.value("rules")
    let path = given ?? "."
    let database = invocation.databasePath(rules: path, environment: console.environment)
    let request = request(invocation, database: database, console.environment)
    let hasRules = given != nil || !((try? ruleFiles(under: path)) ?? []).isEmpty
    Interrupt.install()
    let display = ImportDisplay(console, isJSON: invocation.has("json"))
    do throws(ImportFailure) {
      let report = try importContacts(request, rules: hasRules ? path : nil) { display.show($0) }
      display.finish(report, database: database)
      return report.rejected > 0 ? .findings : .clean
    } catch {
      display.clear()
      console.report(error.diagnostics, files: error.files)
      return .failed
    }
  }

  private static func request(
    _ invocation: Invocation, database: String, _ environment: [String: String]
  ) -> ImportRequest {
    var request = ImportRequest(files: invocation.arguments, database: database, now: Clock.now())
    request.actor = invocation.actor(environment)
    request.programVersion = Bantam.version
    request.kind = ImportKind.allCases.first { kind in
      kind != .contacts && invocation.has(kind.rawValue)
    }
    request.key = invocation.value("key")?.split(separator: ",").map { trimmedName($0) } ?? []
    request.choices = invocation.values("map").map { pair in
      let equals = pair.lastIndex(of: "=") ?? pair.endIndex
      let field = trimmedName(pair[equals...].dropFirst())
      return HeaderChoice(header: trimmedName(pair[..<equals]), field: field == "-" ? nil : field)
    }
    request.delimiter = invocation.value("delimiter").flatMap(delimiter)
    request.encoding = invocation.value("encoding").flatMap(TextEncoding.init(name:))
    request.dateOrder = invocation.value("date-order").map { $0 == "day-first" ? .dayFirst : .monthFirst }
    request.activityKind = invocation.value("kind")
    request.country = invocation.value("country")
    request.rejects = invocation.value("rejects")
    request.erasesMissing = invocation.has("empty-erases")
    request.isDryRun = invocation.has("dry-run")
    return request
  }

  private static func delimiter(_ word: String) -> UInt8? {
    switch word.lowercased() {
    case "tab", "\\t": 9
    case "comma": UInt8(ascii: ",")
    case "semicolon": UInt8(ascii: ";")
    case "pipe": UInt8(ascii: "|")
    default: word.utf8.count == 1 ? word.utf8.first : nil
    }
  }

  private static func trimmedName(_ name: Substring) -> String {
    String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
