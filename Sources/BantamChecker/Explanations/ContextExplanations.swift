import BantamDiagnostics

let contextExplanations: [Explanation] = [
  Explanation(
    "BT0320", "asked of the wrong kind of contact",
    text: """
      A contact is a company or a person, and some fields belong to one of them only. A company is asked about its people \
      with `any person { … }`, a person about the company with `company.` before the field.
      """,
    wrong: "segment clerks of person { industry = \"Retail\" }",
    right: "segment clerks of person { company.industry = \"Retail\" }"),
  Explanation(
    "BT0321", "companies and persons at once",
    text: """
      One condition reads a field that only companies have and one that only persons have, so no contact can ever match. \
      Say from which side it is asked.
      """,
    wrong: "segment young_firms { employees >= 50, age < 40 }",
    right: "segment young_firms { employees >= 50, any person { age < 40 } }"),
  Explanation(
    "BT0322", "persons of a person", text: "Persons belong to companies; a person has none.",
    wrong: "segment odd of person { any person { age < 40 } }",
    right: "segment firms of company { any person { age < 40 } }"),
  Explanation(
    "BT0323", "a field of activities",
    text: "A contact may have many activities, so their fields are asked behind `did … where`, or summed with "
      + "`sum of amount of`.",
    wrong: "segment buyers { amount > 100 EUR }", right: "segment buyers { did \"order\" where amount > 100 EUR }"),
  Explanation(
    "BT0324", "more than an activity knows",
    text:
      "`where` is asked of one activity: its kind, moment and own fields. What is asked of the contact stands beside "
      + "`did`, not in it.",
    wrong: "segment buyers { did \"order\" where city = \"Kiel\" }",
    right: "segment buyers { did \"order\" and city = \"Kiel\" }"),
]
