import BantamSystem
import Testing

@testable import BantamStore
@testable import bantam

/// The right to erasure: Anna Zwergwal wants to be forgotten.
@Suite struct EraseTests {
  static let tables = [
    "bantam_member", "bantam_consent", "bantam_objection", "bantam_event", "bantam_stage", "bantam_assessment",
    "bantam_member_edit", "bantam_decision", "bantam_notification", "activity",
  ]

  /// Hand-work on Anna (1) and Ben (2), some of it taken back or deleted since.
  func busyOffice() throws -> Office {
    let office = try Office.atWork()
    let moment = "'2026-02-01T00:00:00Z'"
    try office.change(
      "event anna@zwergwal.example call",
      "INSERT INTO bantam_event VALUES (1, 1, '', NULL, 'call', \(moment), 5, NULL, 'Frau Zwergwal rief an', 'eva')",
      "INSERT INTO bantam_event VALUES (2, 2, '', NULL, 'call', \(moment), 5, NULL, 'Ben rief an', 'eva')")
    try office.change("event 1", "UPDATE bantam_event SET note = 'Whale watching' WHERE id = 1")
    try office.change(
      "assess 1 budget 80 note Walfang",
      "INSERT INTO bantam_assessment VALUES (1, 1, 1, 'budget', 80, 'eva', \(moment), 'Walfang')",
      command: "assess")
    try office.change("clean", "DELETE FROM bantam_assessment")
    try office.change(
      "edit", "INSERT INTO bantam_member_edit VALUES (2, 1, 'remove', 'eva', \(moment), 'Zwergwal objects')",
      "INSERT INTO bantam_member_edit VALUES (2, 2, 'remove', 'eva', \(moment), 'Ben objects')")
    try office.change(
      "suppress", "INSERT INTO bantam_suppression VALUES (1, 'email', 'ANNA@Zwergwal.example', NULL, 'bounced', NULL)",
      "INSERT INTO bantam_suppression VALUES (2, 'email', 'info@shared.example', NULL, NULL, NULL)")
    return office
  }

  @Test func nothingIsLeft() throws {
    let office = try busyOffice()
    let texts = try office.traces("Zwergwal", "Whale", "Walfang", "040 1111")
    #expect(texts == ["Zwergwal", "Whale", "Walfang", "040 1111"])
    let receipt = office.bantam("erase", "anna@zwergwal.example")
    #expect(try office.traces("Zwergwal", "Whale", "Walfang", "040 1111") == [])
    for table in Self.tables {
      #expect(try office.rows("SELECT count(*) FROM \(table) WHERE contact_id = 1") == ["0"], "\(table)")
    }
    #expect(try office.rows("SELECT name FROM contact ORDER BY id") == ["Ben Muster", "Carla Shared", "Dora Shared"])
    #expect(try office.rows("SELECT id FROM bantam_event") == ["2"])
    #expect(try office.rows("SELECT address FROM bantam_suppression") == ["info@shared.example"])
    #expect(try office.rows("PRAGMA integrity_check") == ["ok"])
    let run = try office.rows("SELECT command, detail, changes IS NULL FROM bantam_run ORDER BY id DESC LIMIT 1")
    #expect(run == ["erase|erase 1|1"])
    #expect(!receipt.lowercased().contains("zwergwal@") && !receipt.contains("Anna"))
  }

  @Test func theReceipt() throws {
    let office = try busyOffice()
    let receipt = office.bantam("erase", "1")
    #expect(
      receipt.replacing(office.folder, with: "demo").replacing(/on 2.*? by/, with: "on DAY by") == """
        Contact 1 was erased from `demo/contacts.db` on DAY by eva, run 10.

        removed from                rows
        ──────────────────────────  ────
        bantam_consent                 1
        bantam_event                   1
        bantam_member                  2
        bantam_member_edit             1
        bantam_suppression             1
        contact                        1
        journal, changes in 9 runs    10
        journal, words of a run        3

        An import will not bring it back: 2 salted hashes kept.
        The file was written anew without it.
        Exports, plans, rejected rows and copies of the database are files of their own: look there too.

        """)
  }

  /// What the journal knows of others is still there, and can be taken back.
  @Test func runsOfOthersCanStillBeTakenBack() throws {
    let office = try busyOffice()
    office.bantam("erase", "1")
    let details = try office.rows("SELECT detail FROM bantam_run WHERE command IN ('event', 'assess') ORDER BY id")
    #expect(
      details == [
        "event (an erased contact is left out)", "event (an erased contact is left out)",
        "assess (an erased contact is left out)", "clean (an erased contact is left out)",
        "edit (an erased contact is left out)", "suppress (an erased contact is left out)",
      ])
    let edit = try #require(try office.rows("SELECT id FROM bantam_run WHERE detail LIKE 'edit%'").first)
    office.bantam("undo", edit)
    #expect(try office.rows("SELECT * FROM bantam_member_edit") == [])
  }

  @Test func anErasureIsNotTakenBack() throws {
    let office = try Office.atWork()
    office.bantam("erase", "1")
    let run = try #require(try office.rows("SELECT max(id) FROM bantam_run").first)
    let words = office.bantam("undo", run, status: .failed)
    #expect(words.contains("error[BT0843]: run \(run) cannot be taken back: an erasure is final"))
  }

  @Test func anImportDoesNotBringItBack() throws {
    let office = try Office.atWork()
    office.bantam("erase", "1")
    let words = office.bantam("import", "\(office.folder)/persons.csv", "--persons", status: .findings)
    #expect(words.contains("was erased on request"))
    #expect(try office.rows("SELECT name FROM contact ORDER BY id").contains("Anna Zwergwal") == false)
    try office.write(
      "again.csv", "name,email,postcode\nA. Z.,Anna@Zwergwal.Example,\nANNA zwergwal,new@x.example,20095\n")
    office.bantam("import", "\(office.folder)/again.csv", "--persons", status: .findings)
    #expect(try office.rows("SELECT count(*) FROM contact") == ["3"])
    // A namesake elsewhere is somebody else.
    try office.write("other.csv", "name,email,postcode\nAnna Zwergwal,other@x.example,80331\n")
    office.bantam("import", "\(office.folder)/other.csv", "--persons")
    #expect(try office.rows("SELECT count(*) FROM contact") == ["4"])
  }

  /// An address of two people tells of neither.
  @Test func aSharedAddressKeepsNobodyOut() throws {
    let office = try Office.atWork()
    try office.sql("INSERT INTO bantam_suppression VALUES (1, 'email', 'info@shared.example', NULL, NULL, NULL)")
    office.bantam("erase", "3")
    #expect(try office.rows("SELECT address FROM bantam_suppression") == ["info@shared.example"])
    try office.write("more.csv", "name,email,postcode\nEmil Shared,info@shared.example,24105\nCarla Shared,,24103\n")
    office.bantam("erase", "4")
    office.bantam("import", "\(office.folder)/more.csv", "--persons", "--key", "email", status: .findings)
    #expect(try office.rows("SELECT name FROM contact ORDER BY id") == ["Anna Zwergwal", "Ben Muster"])
  }

  /// The rules say that it is March 2026; the erasure is of today.
  @Test func itCarriesTheRealTime() throws {
    let office = try Office.atWork()
    let receipt = office.bantam("erase", "1")
    #expect(!receipt.contains("on 2026-03-01T00:00:00"))
    #expect(try office.rows("SELECT count(*) FROM bantam_erased WHERE at = '2026-02-28T23:00:00Z'") == ["0"])
    #expect(
      try office.rows("SELECT count(*) FROM bantam_erased AS e JOIN bantam_run AS r ON r.started_at = e.at") == ["2"])
  }

  @Test func lookedAtFirst() throws {
    let office = try Office.atWork()
    let before = try readFile(path: office.database, maximumBytes: 1 << 30)
    let words = office.bantam("erase", "anna@zwergwal.example", "--dry-run")
    #expect(words.hasPrefix("Contact 1 would be erased from "))
    #expect(words.contains("nothing was changed") && words.contains("bantam_member"))
    #expect(try readFile(path: office.database, maximumBytes: 1 << 30) == before)
  }

  @Test func whoCanComeBackIsToldLoudly() throws {
    let office = try Office.atWork()
    try office.sql("UPDATE contact SET email = NULL, postcode = NULL WHERE id = 1")
    #expect(office.bantam("erase", "1", "--dry-run").contains("WILL BRING IT BACK"))
    #expect(office.bantam("erase", "1").contains("WILL BRING IT BACK"))
    #expect(!office.bantam("erase", "2").contains("WILL BRING IT BACK"))
  }

  @Test func undoTellsOfTheErased() throws {
    let office = try busyOffice()
    office.bantam("erase", "1")
    let runs = try office.rows("SELECT id FROM bantam_run WHERE command = 'assess' ORDER BY id")
    #expect(office.bantam("undo", runs[0], status: .failed).contains("of a contact that was erased since"))
    let edit = try #require(try office.rows("SELECT id FROM bantam_run WHERE detail LIKE 'edit%'").first)
    #expect(office.bantam("undo", edit).contains("of a contact that was erased since: that does not come back"))
  }

  @Test func personsOfACompanyStay() throws {
    let office = try Office.atWork()
    try office.sql("INSERT INTO contact(id, kind, name) VALUES (9, 'company', 'Whale Watch')")
    try office.sql("UPDATE contact SET company_id = 9 WHERE id < 3")
    let receipt = office.bantam("erase", "9")
    #expect(receipt.contains("2 persons of the company stayed: they are contacts of their own."))
    #expect(try office.rows("SELECT count(*), count(company_id) FROM contact") == ["4|0"])
  }

  @Test func whoIsNotThere() throws {
    let office = try Office.atWork()
    #expect(office.bantam("erase", "77", status: .failed).contains("error[BT1001]: there is no contact `77`"))
    #expect(try office.rows("SELECT count(*) FROM bantam_run WHERE command = 'erase'") == ["0"])
  }

  @Test func aTableOfAnotherProgramIsNotWritten() throws {
    let office = try Office(
      rules: """
        edition 1
        settings { contacts from table "crm" key "nr" of person }
        segment everybody of person { email is known }
        campaign news { audience everybody, internal }
        """)
    try Database(path: office.database, mode: .create).execute(
      """
      CREATE TABLE crm(nr TEXT PRIMARY KEY, name TEXT, email TEXT);
      INSERT INTO crm VALUES ('a-1', 'Anna Zwergwal', 'anna@zwergwal.example'), ('b-2', 'Ben', 'ben@muster.example')
      """)
    office.bantam("run")
    let receipt = office.bantam("erase", "anna@zwergwal.example", "--json", status: .findings)
    #expect(receipt.contains(#""contact":"a-1""#) && receipt.contains(#""other_tables":["crm"]"#))
    // Rows of `crm` are known by a number that VACUUM might change.
    #expect(receipt.contains(#""is_compacted":false"#))
    #expect(try office.rows("SELECT contact_id FROM bantam_member") == ["b-2"])
    #expect(try office.rows("SELECT nr FROM crm") == ["a-1", "b-2"])
  }

  @Test func anInterruptedRewritingIsDoneLater() throws {
    let office = try Office.atWork()
    office.bantam("erase", "1")
    try office.sql("UPDATE bantam_run SET detail = detail || ' (the file is still to be written anew: erase again)'")
    #expect(office.bantam("erase", "1") == "The file was written anew without it.\n")
    #expect(try office.rows("SELECT detail FROM bantam_run WHERE command = 'erase'") == ["erase 1"])
    _ = office.bantam("erase", "1", status: .failed)
  }
}
