import BantamDiagnostics

let testExplanations: [Explanation] = [
  Explanation(
    "BT0301", "a test that does not fit the type",
    text: """
      Each type has its own tests: texts have `contains` and `starts with`, numbers have `>=` and ranges, dates have \
      windows such as `in last 90 days`, tags have `contains any of`. All have `is missing` and `is known`.
      """,
    wrong: "segment large { employees contains \"50\" }", right: "segment large { employees >= 50 }"),
  Explanation(
    "BT0302", "a field alone",
    text: "Only a `yes_no` field is a condition by itself. For any other field it is open what is asked of it.",
    wrong: "segment callable { phone }", right: "segment callable { phone is known }"),
  Explanation(
    "BT0303", "a yes/no field compared",
    text: "A `yes_no` field stands alone, or behind `not`; to compare two of them, say which cases are meant.",
    wrong: "fields { opt_in: yes_no, blocked: yes_no }\nsegment odd { opt_in = blocked }",
    right: "fields { opt_in: yes_no, blocked: yes_no }\nsegment odd { opt_in and blocked }"),
  Explanation(
    "BT0304", "not one of the choices",
    text: """
      The field's declaration lists its values, so another one would match nobody. Case does not matter, unless `exactly` \
      stands before the test.
      """,
    wrong: "fields { size : choice [\"small\", \"large\"] }\nsegment big { size = \"larg\" }",
    right: "fields { size : choice [\"small\", \"large\"] }\nsegment big { size = \"large\" }"),
  Explanation(
    "BT0315", "nothing is compared",
    text: "A comparison begins with a field or a calculation over fields, and tests it. What does not depend on the "
      + "contact is no condition.",
    wrong: "segment large { 50 < employees }", right: "segment large { employees > 50 }"),
  Explanation(
    "BT0316", "a value that does not fit its field",
    text: "What a test gives must have the field's type, as an import would bring it.",
    wrong: "test \"a large one\" {\n    given company acme { employees: \"many\" }\n}",
    right: "test \"a large one\" {\n    given company acme { employees: 500 }\n}"),
  Explanation(
    "BT0318", "a field that cannot be calculated with",
    text: "Calculations are made of numbers and amounts. A calculated field of the company cannot stand in one either: "
      + "calculate in the company's own field.",
    wrong: "segment odd { city + 1 > 5 }", right: "segment odd { employees + 1 > 5 }"),
  Explanation(
    "BT0325", "a calculated field is given",
    text: "Its value follows from other fields, so a test gives those.",
    wrong: "test \"an adult\" {\n    given person anna { age: 35 }\n}",
    right: "test \"an adult\" {\n    given person anna { birth_date: 1990-05-01 }\n}"),
  Explanation(
    "BT0326", "money mixed with numbers",
    text: "An amount is compared with, added to and subtracted from amounts only. One amount divided by another is a "
      + "plain number; an amount times a number is an amount.",
    wrong: "segment rich of company { revenue > employees }",
    right: "segment rich of company { revenue / employees > 100_000 EUR }"),
  Explanation(
    "BT0327", "a field of the wrong type behind `since` or `of`",
    text:
      "`full years since` counts from a date. `domain of` reads the domain out of an e-mail address, which is a text.",
    wrong: "segment old { full years since city >= 10 }", right: "segment old { full years since birth_date >= 10 }"),
  Explanation(
    "BT0329", "a calculation through too many fields",
    text: "A field may be calculated from fields that are calculated themselves, up to 50 behind each other.",
    wrong: "fields {\n" + (0..<51).map { "    step\($0) : integer = step\($0 + 1) + 1\n" }.joined()
      + "    step51 : integer\n}",
    right: "fields {\n    total : integer = first + second\n    first : integer\n    second : integer\n}"),
  Explanation(
    "BT0328", "a calculation of another type than its field",
    text: "Calculations give numbers, `domain of` gives a text. The field's declared type has to say the same.",
    wrong: "fields of company { per_head : text = revenue / employees }",
    right: "fields of company { per_head : money = revenue / employees }"),
]
