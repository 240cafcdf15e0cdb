import BantamSystem
import Testing

@testable import BantamRecords

private let comma = ColumnForm(decimalMark: .comma)
private let point = ColumnForm(decimalMark: .point)
private let unknown = ColumnForm()

@Suite struct ValueParserTests {
  let parser = ValueParser(currency: "EUR", zone: ZoneRules(name: "Europe/Berlin") ?? .utc)

  @Test(arguments: [
    ("7", unknown, "7"), ("007", unknown, "7"), (" 1.234 ", unknown, "1234"), ("1,234", unknown, "1234"),
    ("1 234 567", unknown, "1234567"), ("1'234", unknown, "1234"), ("-5", unknown, "-5"), ("250.0", unknown, "250"),
    ("1.0E+03", unknown, "1000"), ("1.234", point, "!is not a whole number: `1.234`"),
    ("1.5", unknown, "!is not a whole number: `1.5`"),
    ("50-99", unknown, "!is not a number: `50-99`"), ("1,001-5,000", unknown, "!is not a number: `1,001-5,000`"),
    (">500", unknown, "!is not a number: `>500`"), ("abc", unknown, "!is not a number: `abc`"),
    ("1.00001", unknown, "!is not a whole number: `1.00001`"),
    ("", unknown, "missing"), ("  ", unknown, "missing"), ("N/A", unknown, "missing"), ("-", unknown, "missing"),
    ("12,34", unknown, "!is not a whole number: `12,34`"),
    ("99999999999999999999", unknown, "!is larger than 922,337,203,685,477: `99999999999999999999`"),
  ])
  func integers(text: String, form: ColumnForm, expected: String) {
    check(text, expected) { parser.integer($0, form: form) }
  }

  @Test(arguments: [
    ("1.5", unknown, "15000"), ("1,5", unknown, "15000"), ("1.234,56", unknown, "12345600"),
    ("1,234.56", unknown, "12345600"),
    ("1 234,5", unknown, "12345000"), ("1\u{A0}234,5", unknown, "12345000"), ("1'234.50", unknown, "12345000"),
    ("1’234.50", unknown, "12345000"),
    ("1.234.567", unknown, "12345670000"), ("1.234.567,8", unknown, "12345678000"), ("0.125", comma, "1250"),
    (".5", unknown, "5000"),
    ("5.", unknown, "50000"), ("-0,5", unknown, "-5000"), ("\u{2212}3", unknown, "-30000"), ("3-", unknown, "-30000"),
    ("(12)", unknown, "-120000"),
    ("+4", unknown, "40000"), ("12,5 %", unknown, "125000"), ("12%", unknown, "120000"),
    // Two readings: the column decides
    ("1.234", unknown, "12340"), ("1.234", comma, "12340000"), ("1.234", point, "12340"),
    ("1,234", unknown, "12340000"), ("1,234", comma, "12340"), ("1,234", point, "12340000"),
    // Half away from zero
    ("0.00005", unknown, "1"), ("0.00004999", unknown, "0"), ("-0.00005", unknown, "-1"), ("0.99995", unknown, "10000"),
    ("1.5e3", unknown, "15000000"), ("1E-4", unknown, "1"), ("5E-5", unknown, "1"), ("5E-6", unknown, "0"),
    ("1,5E+02", unknown, "1500000"),
    ("922337203685477.5807", unknown, "9223372036854775807"),
    ("922337203685477.5808", unknown, "!is larger than 922,337,203,685,477: `922337203685477.5808`"),
    ("922337203685477.58079", unknown, "!is larger than 922,337,203,685,477: `922337203685477.58079`"),
    ("1.23.4", unknown, "!is not a number: `1.23.4`"), ("1,2,3", unknown, "!is not a number: `1,2,3`"),
    ("1.234,5.6", unknown, "!is not a number: `1.234,5.6`"),
    ("12 34", unknown, "!is not a number: `12 34`"), ("--5", unknown, "!is not a number: `--5`"),
    (".", unknown, "!is not a number: `.`"),
    ("1e", unknown, "!is not a number: `1e`"), ("e5", unknown, "!is not a number: `e5`"),
    ("1.234.56", unknown, "!is not a number: `1.234.56`"),
    ("1e99", unknown, "!is larger than 922,337,203,685,477: `1e99`"), ("0x10", unknown, "!is not a number: `0x10`"),
    ("1,234'567.8", unknown, "!is not a number: `1,234'567.8`"),
    ("1.2 Mio", unknown, "!is not a number: `1.2 Mio`"), ("٣", unknown, "!is not a number: `٣`"),
    ("nan", unknown, "!is not a number: `nan`"),
  ])
  func decimals(text: String, form: ColumnForm, expected: String) {
    check(text, expected) { parser.decimal($0, form: form) }
  }

  @Test(arguments: [
    ("€ 1.200", "12000000"), ("1.200 €", "12000000"), ("1.200,50 EUR", "12005000"), ("EUR 1,200.50", "12005000"),
    ("1.200,-", "12000000"),
    ("1.200,-- €", "12000000"), ("-€ 5", "-50000"), ("€ -5", "-50000"), ("(5 €)", "-50000"), ("1200", "12000000"),
    ("1.200 Euro", "12000000"), ("90,000", "900000000"),
    ("$90,000 ", "!is in USD, but the rule set counts in EUR: `$90,000`"),
    ("CHF 5", "!is in CHF, but the rule set counts in EUR: `CHF 5`"),
    ("5 XYZ", "!is in XYZ, but the rule set counts in EUR: `5 XYZ`"),
    ("1.2 Mio", "!is in MIO, but the rule set counts in EUR: `1.2 Mio`"),
    ("abc", "!is not a number: `abc`"), ("€", "missing"), ("5 € 6", "!is not a number: `5 € 6`"),
  ])
  func money(text: String, expected: String) {
    check(text, expected) { parser.money($0) }
  }

  @Test func dollarsWhereTheRuleSetCountsInThem() {
    check("$90,000 ", "900000000") { ValueParser(currency: "USD").money($0) }
    check("US$ 5", "50000") { ValueParser(currency: "USD").money($0) }
    check("$5", "50000") { ValueParser(currency: "CAD").money($0) }
    check("US$ 5", "!is in USD, but the rule set counts in CAD: `US$ 5`") { ValueParser(currency: "CAD").money($0) }
  }

  @Test(arguments: [
    ("yes", "true"), ("Ja", "true"), ("TRUE", "true"), ("wahr", "true"), ("1", "true"), ("x", "true"), ("Sí", "true"),
    ("No", "false"),
    ("nein", "false"), ("FALSE", "false"), ("falsch", "false"), ("0", "false"), ("non", "false"), ("", "missing"),
    ("maybe", "!is neither yes nor no: `maybe`"), ("2", "!is neither yes nor no: `2`"),
  ])
  func yesNo(text: String, expected: String) { check(text, expected) { parser.yesNo($0) } }

  @Test(
    arguments: [
      ("2026-03-01", nil, "2026-03-01"), ("1.3.2026", nil, "2026-03-01"), ("01.03.2026", .monthFirst, "2026-03-01"),
      ("1. 3. 2026", nil, "2026-03-01"),
      ("2026/3/1", nil, "2026-03-01"), ("20260301", nil, "2026-03-01"), ("Mar 3, 2026", nil, "2026-03-03"),
      ("3 March 2026", nil, "2026-03-03"),
      ("3. März 2026", nil, "2026-03-03"), ("3-Mar-2026", nil, "2026-03-03"), ("March 3rd, 2026", nil, "2026-03-03"),
      ("Di., 3. Dez. 2026", nil, "2026-12-03"),
      ("Tue, 3 Mar 2026", nil, "2026-03-03"), ("1. Jänner 2026", nil, "2026-01-01"),
      ("3/4/2026", .dayFirst, "2026-04-03"), ("3/4/2026", .monthFirst, "2026-03-04"), ("13/4/2026", nil, "2026-04-13"),
      ("4/13/2026", nil, "2026-04-13"),
      ("4/4/2026", nil, "2026-04-04"),
      ("3/4/2026", nil, "!can be day/month or month/day, and no value of the column shows which: `3/4/2026`"),
      ("13/4/2026", .monthFirst, "!is not a date, there is no month 13 (read as month/day/year): `13/4/2026`"),
      ("2026-02-30", nil, "!is not a date, February 2026 has no day 30: `2026-02-30`"),
      ("30.2.2026", nil, "!is not a date, February 2026 has no day 30: `30.2.2026`"),
      ("29.2.2024", nil, "2024-02-29"),
      ("31 April 2026", nil, "!is not a date, April 2026 has no day 31: `31 April 2026`"),
      ("1.3.26", nil, "!needs a year of four digits: `1.3.26`"), ("soon", nil, "!is not a date: `soon`"),
      ("2026", nil, "!is not a date: `2026`"),
      ("1.3.", nil, "!is not a date: `1.3.`"), ("01.03.2026 14:30", nil, "2026-03-01"),
      ("2026-03-01T23:30:00Z", nil, "2026-03-02"),
      ("2026-03-01T00:00:00.000Z", nil, "2026-03-01"), ("3/1/2026 2:30 PM", .monthFirst, "2026-03-01"),
      ("", nil, "missing"), ("46082", nil, "!is not a date: `46082`"),
      ("2026-03-01x", nil, "!is not a date: `2026-03-01x`"), ("Mar", nil, "!is not a date: `Mar`"),
      ("Mo,", nil, "!is not a date: `Mo,`"),
    ] as [(String, DateOrder?, String)])
  func days(text: String, order: DateOrder?, expected: String) {
    var copy = text
    let parsed = copy.withUTF8 { parser.day($0, form: ColumnForm(dateOrder: order)) }.map {
      Parsed.value(CivilDate(dayNumber: $0).description)
    }
    #expect(describe(parsed) == expected)
  }

  @Test(arguments: [
    ("2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z"), ("2026-03-01 12:00", "2026-03-01T11:00:00Z"),
    ("2026-07-01", "2026-06-30T22:00:00Z"),
    ("1.7.2026 14:30:15", "2026-07-01T12:30:15Z"), ("1.7.2026, 14:30 Uhr", "2026-07-01T12:30:00Z"),
    ("7/1/2026 12:15 AM", "2026-06-30T22:15:00Z"),
    ("7/1/2026 12:15 PM", "2026-07-01T10:15:00Z"), ("07/15/2009 02:14:45+0800", "2009-07-14T18:14:45Z"),
    ("07/13/2009T22:14:45-0800", "2009-07-14T06:14:45Z"),
    ("7/1/2026 12:15 UTC", "2026-07-01T12:15:00Z"), ("7/1/2026 12:15:00.5 GMT+2", "2026-07-01T10:15:00.500Z"),
    ("7/1/2026 12:15 PST", "!names the zone `PST`; write the distance from UTC such as +01:00: `7/1/2026 12:15 PST`"),
    ("7/1/2026 25:15", "!is not a date: `7/1/2026 25:15`"), ("7/1/2026 13:15 PM", "!is not"),
    ("2026-03-29 02:30", "2026-03-29T01:30:00Z"),
  ])
  func instants(text: String, expected: String) {
    var copy = text
    let parsed = copy.withUTF8 { parser.instant($0, form: ColumnForm(dateOrder: .monthFirst)) }
    let shown = describe(parsed.map { Parsed.value(Timestamp.text(ofInstant: $0)) })
    #expect(expected == "!is not" ? shown.hasPrefix("!") : shown == expected)
  }

  @Test(arguments: [
    ("expo; VIP ;expo;", "[\"expo\", \"VIP\"]"), ("a,b", "[\"a\", \"b\"]"), ("a|b,c", "[\"a\", \"b,c\"]"),
    ("one", "[\"one\"]"),
    ("a;b,c", "[\"a\", \"b,c\"]"), ("Ä;ä", "[\"Ä\"]"), (";", "missing"), ("", "missing"),
  ])
  func tags(text: String, expected: String) { check(text, expected) { parser.tags($0) } }

  @Test(arguments: [
    ("53,5511", "53.5511"), ("-9.5", "-9.5"), ("91", "!is beyond 90 degrees: `91`"),
    ("x", "!is not a number of degrees: `x`"), ("inf", "!is not a number of degrees: `inf`"),
  ])
  func degrees(text: String, expected: String) { check(text, expected) { parser.degrees($0, limit: 90) } }

  @Test(arguments: [
    (" Hamburg ", "Hamburg"), ("NULL", "missing"), ("Null", "Null"), ("N/A", "missing"), ("NA", "NA"),
    ("unknown", "unknown"),
  ])
  func texts(text: String, expected: String) { check(text, expected) { parser.text($0) } }

  @Test func moreWordsForMissingCanBeGiven() {
    check("unknown", "missing") { ValueParser(missingWords: ["unknown"]).text($0) }
  }

  @Test func longCellsAreCutInMessages() {
    let long = String(repeating: "x", count: 100)
    check(long, "!is not a number: `\(String(repeating: "x", count: 39))…`") { parser.decimal($0) }
  }

  @Test(arguments: [
    (["1,5", "2,25"], comma), (["1.5"], point), (["1.234,50 €", "1.234"], comma), (["1.234.567"], comma),
    (["1,234,567", "5"], point),
    (["1.234", "12"], unknown), (["abc"], unknown), ([], unknown), (["1.5", "2,5", "3,5"], comma),
    (["$1,234.50"], point),
    (["13/2/2026", "3/4/2026"], ColumnForm(dateOrder: .dayFirst)), (["2/13/2026"], ColumnForm(dateOrder: .monthFirst)),
    (["3/4/2026"], unknown), (["13.2.2026"], unknown), (["2026-03-13"], unknown),
  ])
  func formsOfColumns(sample: [String], form: ColumnForm) { #expect(ColumnForm(sample: sample) == form) }

  private func check<Value>(_ text: String, _ expected: String, _ parse: (UnsafeBufferPointer<UInt8>) -> Parsed<Value>)
  {
    var copy = text
    #expect(describe(copy.withUTF8(parse)) == expected)
  }
}

private func describe<Value>(_ parsed: Parsed<Value>) -> String {
  switch parsed {
  case .value(let value): "\(value)"
  case .missing: "missing"
  case .refused(let reason): "!\(reason)"
  }
}
