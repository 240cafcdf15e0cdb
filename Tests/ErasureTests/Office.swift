import BantamProgram
import BantamSession
import BantamSystem
import Foundation
import Testing

@testable import BantamStore
@testable import bantam

/// A folder with rules and contacts, in which commands run one after the other.
final class Office {
  let folder: String
  var database: String { folder + "/contacts.db" }

  static let rules = """
    edition 1
    settings {
        zone "Europe/Berlin"
        as of 2026-03-01
    }
    purpose newsletter "News by e-mail" { basis consent, channel email, keep 2 years }
    purpose calls "Calls" { basis legitimate interest, channel phone, keep 1 year }
    purpose service "Service" { basis contract when tags contains "customer", channel post }
    segment everybody of person { last_name is known }
    campaign news { audience everybody, purpose newsletter }
    campaign ring { audience everybody, purpose calls }
    """

  static let persons = """
    first_name,last_name,email,phone,city,postcode,notes
    Anna,Zwergwal,anna@zwergwal.example,040 1111,Hamburg,20095,likes whales
    Ben,Muster,ben@muster.example,040 2222,Hamburg,20095,
    Carla,Shared,info@shared.example,040 3333,Kiel,24103,
    Dora,Shared,info@shared.example,040 4444,Kiel,24103,

    """

  init(rules: String = Office.rules) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("bantam-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try write("rules.bant", rules)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// With four persons who agreed to the newsletter, and a run.
  static func atWork() throws -> Office {
    let office = try Office()
    try office.write("persons.csv", persons)
    try office.write(
      "consents.csv",
      """
      contact,purpose,basis,given_at
      anna@zwergwal.example,newsletter,consent,2025-01-01
      ben@muster.example,newsletter,consent,2025-01-01

      """)
    office.bantam("import", "\(office.folder)/persons.csv", "--persons", "--key", "first_name,last_name")
    office.bantam("import", "\(office.folder)/consents.csv", "--consents")
    office.bantam("run")
    return office
  }

  func write(_ name: String, _ text: String) throws {
    try writeFile(path: folder + "/" + name, bytes: Array(text.utf8))
  }

  /// Runs a command on the rules of the folder; what it writes.
  @discardableResult
  func bantam(_ words: String..., status: CommandStatus = .clean, rules: Bool = true) -> String {
    let takesPath = ["run", "retention", "log"].contains(words[0])
    let path = !rules ? [] : takesPath ? [folder] : words[0] == "undo" ? [folder] : ["--rules", folder]
    let output = TextSink()
    let errors = TextSink()
    let console = Console(environment: ["USER": "eva", "BANTAM_DB": database], output: output, errors: errors)
    let found = console.finish(runProgram(words + path, console: console))
    #expect(found == status, "\(words): \(output.text)\(errors.text)")
    return output.text + errors.text
  }

  /// A journaled change by SQL.
  func change(_ detail: String, _ sql: String..., command: String = "event") throws {
    let program = checkRules(try readRules(under: folder)).program
    let store = try SQLiteContactStore(path: database, program: program, access: .write)
    let moment = Timestamp("2026-03-01T08:00:00Z")?.instant(in: .utc) ?? 0
    var record = RunRecord(startedAt: moment, asOf: moment, rulesHash: "x", programVersion: "0", contacts: 0)
    record.command = command
    record.detail = detail
    _ = try store.journaled(record) { _ throws(StoreError) in
      for sql in sql { try store.database.execute(sql) }
    }
  }

  func sql(_ sql: String) throws { try Database(path: database, mode: .readWrite).execute(sql) }

  /// All rows, cells joined by `|`, `–` for null.
  func rows(_ sql: String) throws -> [String] {
    let statement = try Database(path: database, mode: .readOnly).prepare(sql)
    var rows: [String] = []
    while try statement.step() {
      rows.append(statement.row.map { $0 == .null ? "–" : $0.text }.joined(separator: "|"))
    }
    return rows
  }

  /// Which of some texts stand in the bytes of the database file, each as it is, in small and in large letters.
  func traces(_ texts: String...) throws -> [String] {
    let bytes = try readFile(path: database, maximumBytes: 1 << 30)
    return texts.filter { text in
      [text, text.lowercased(), text.uppercased()].contains { variant in
        bytes.withUnsafeBytes { holds($0, Array(variant.utf8)) }
      }
    }
  }
}

private func holds(_ bytes: UnsafeRawBufferPointer, _ text: [UInt8]) -> Bool {
  guard var place = bytes.baseAddress else { return false }
  var left = bytes.count
  while left >= text.count, let found = memchr(place, Int32(text[0]), left - text.count + 1) {
    if memcmp(found, text, text.count) == 0 { return true }
    left -= UnsafeRawPointer(found) - place + 1
    place = UnsafeRawPointer(found) + 1
  }
  return false
}
