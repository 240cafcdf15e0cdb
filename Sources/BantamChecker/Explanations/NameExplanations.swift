import BantamDiagnostics

let nameExplanations: [Explanation] = [
  Explanation(
    "BT0201", "unknown name",
    text: """
      Nothing of this kind has that name, in none of the rule set's files. Names are case-sensitive. The built-in fields \
      are `city`, `postcode`, `email`, `employees`, `revenue`, `birth_date` and others; further ones are declared in a \
      `fields` block.
      """,
    wrong: "segment north { citty = \"Hamburg\" }", right: "segment north { city = \"Hamburg\" }"),
  Explanation(
    "BT0202", "declared twice",
    text: """
      All files below the path are one rule set. Fields, segments, defines, lists and places share their names, as they \
      may stand in the same condition; scores, teams, purposes, funnels and campaigns have their own.
      """,
    wrong: "segment north { city = \"Kiel\" }\nplace north = 54.32, 10.13",
    right: "segment north { city = \"Kiel\" }\nplace kiel = 54.32, 10.13"),
  Explanation(
    "BT0203", "the name of a built-in field",
    text: """
      A condition that names it could mean either. A built-in field may be declared again in a `fields` block, to give it \
      another type or column.
      """,
    wrong: "segment city { postcode starts with \"2\" }", right: "segment towns { postcode starts with \"2\" }"),
  Explanation(
    "BT0204", "a circle of declarations",
    text: """
      Each of them is said in terms of the next and the last in terms of the first, so none has an answer. The message \
      names the steps of the circle. Campaigns that yield to each other are a circle, too.
      """,
    wrong: "segment north { coast or city = \"Kiel\" }\nsegment coast { north and city != \"Celle\" }",
    right: "segment north { city in [\"Kiel\", \"Celle\"] }\nsegment coast { north and city != \"Celle\" }"),
  Explanation(
    "BT0205", "a name of another sort",
    text: "The name exists, but stands for something that cannot stand here: a place where a list is needed, a segment "
      + "where a field is.",
    wrong: "list towns = [\"Kiel\"]\nsegment north { location within 20 km of towns }",
    right: "place kiel = 54.32, 10.13\nsegment north { location within 20 km of kiel }"),
]
