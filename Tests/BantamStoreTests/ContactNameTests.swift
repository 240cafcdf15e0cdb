import BantamProgram
import Testing

@testable import BantamStore

/// A contact by its key or by its e-mail address.
@Suite struct ContactNameTests {
  private func found(_ name: String, sql: String) throws -> String {
    let scratch = try Scratch(sql: sql)
    let program = Program.reading("crm", kind: .person)
    let store = try SQLiteContactStore(path: scratch.path, program: program, access: .read)
    do throws(ContactNameError) {
      return try store.contactKey(named: name, program).written
    } catch {
      return error.code
    }
  }

  private static let numbers = """
    CREATE TABLE crm(id INTEGER PRIMARY KEY, email TEXT);
    INSERT INTO crm VALUES (1, 'Anna@Example.com'), (2, ' ben@example.com '), (3, 'x@y.de'), (4, 'X@Y.DE'), (5, NULL);
    """

  @Test(arguments: [
    ("1", "1"), ("5", "5"), ("6", "BT1001"), ("anna@example.COM", "1"), (" ben@example.com", "2"), ("x@y.de", "BT1002"),
    ("nobody@example.com", "BT1001"), ("", "BT1001"), ("1; DROP TABLE crm", "BT1001"),
  ])
  func numberedContacts(_ name: String, _ expected: String) throws {
    #expect(try found(name, sql: Self.numbers) == expected)
  }

  @Test(arguments: [("C-7", "C-7"), ("12", "12"), ("c-7", "BT1001"), ("it's", "it's"), ("a@b.c", "C-7")])
  func contactsWithTextsAsKeys(_ name: String, _ expected: String) throws {
    let sql =
      "CREATE TABLE crm(id TEXT PRIMARY KEY, email TEXT); INSERT INTO crm VALUES ('C-7', 'a@b.c'), ('12', NULL), ('it''s', '')"
    #expect(try found(name, sql: sql) == expected)
  }
}
