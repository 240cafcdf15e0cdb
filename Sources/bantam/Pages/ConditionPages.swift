/// Who: the pages about segments and conditions.
let conditionPages: [LanguagePage] = [
  LanguagePage(
    "segments", "who is meant: named groups of contacts",
    text: """
      A segment names contacts. Each line is a condition, and all of them must hold.
      `of company` or `of person` says whom it holds; without it both may be meant.
      A label in quotes follows the name, a comment with ## stands above it.

      A segment named in a condition asks whether the contact is in it. `define`
      names a condition that is no audience of its own.

      A company is asked about its people with `any person { … }`, `no person { … }`
      or `at least 2 persons { … }`, a person about the company with `company { … }`
      or `company.industry`.
      """,
    example: """
      define decision_maker "Decides" = job_title contains any of ["Head of", "Owner"]

      ## Makers and movers of middle size with somebody who decides.
      segment midmarket "Mid-market" of company {
          industry in ["Manufacturing", "Logistics"]
          employees in 10..250
          any person { decision_maker }
      }

      segment deciders of person {
          decision_maker
          company { midmarket }
      }
      """, seeAlso: ["conditions", "missing", "tests"]),
  LanguagePage(
    "conditions", "what can be asked of a contact",
    text: """
      The outcome of a condition is yes or no. Lines of a block must all hold; `any
      { }`, `all { }`, `none { }` and `at least 2 of { }` nest, and `and`, `or`,
      `not` work within a line. `and` beside `or` needs parentheses.

      Texts: `=`, `!=`, `in [...]`, `contains`, `starts with`, `ends with`, `like
      "A*-??"`, `matches /regex/`; case does not count unless `exactly` is written.
      `in NAME` asks for a list. Numbers: `=`, `<`, `>=`, `in 10..250`, and
      calculations. Tags: `contains any of`, `contains all of`. Places: `within 40
      km of`. A yes_no field stands alone.
      """,
    example: """
      fields { opt_in: yes_no }
      list competitors = ["rival.example", "other.example"]
      place hamburg = 53.5511, 9.9937

      segment examples of company {
          any { postcode in "20000".."22999", location within 40 km of hamburg }
          revenue / employees > 200_000 EUR
          tags contains any of ["expo", "vip"]
          name like "*GmbH*" or name ends with "AG"
          not email_domain in competitors
          opt_in
      }
      """, seeAlso: ["segments", "time", "activities", "missing"]),
  LanguagePage(
    "time", "dates, windows and the clock",
    text: """
      Every run has one clock, `as of`: the moment of the run, or what the settings
      or `--as-of` say. Days are those of the zone in the settings.

      `in last 90 days` of a date are the 90 days that end today, `in next 90 days`
      those that begin today; of a datetime, the window is counted from the clock.
      `older than 1 year`, `before`, `after`, `on` and ranges of dates, `in this
      quarter`, `in last month`, `in next fiscal year`. A birthday comes again:
      `anniversary in next 14 days`. `full years since` counts.
      """,
    example: """
      fields { decision_on: date }

      segment soon { decision_on in next 90 days }
      segment this_spring { decision_on in 2026-03-01..2026-05-31 }
      segment last_quarter { created_at in last quarter }
      segment forgotten { updated_at older than 1 year }
      segment birthdays of person { birth_date anniversary in next 14 days }
      segment adults of person { full years since birth_date >= 18 }
      """, seeAlso: ["activities", "settings"]),
  LanguagePage(
    "activities", "what contacts did",
    text: """
      An activity has a kind, a moment and fields of its own, such as `amount`. `did
      "webinar"` asks whether there is one; how often, in which window and which
      ones (`where`) follow. `never did` is the opposite, `anything` means every
      kind.

      `first did` and `last did` ask for the earliest and the latest one. `within 30
      days after` asks for an order, `in each of last 3 months` for regularity, `sum
      of`, `average of`, `smallest of` and `largest of` for figures.
      """,
    example: """
      segment interested { did "pricing_visit" at least 3 times in last 30 days }
      segment asleep { last did anything older than 180 days }
      segment new_here { first did "visit" in last 14 days }
      segment never_bought { never did "order" }
      segment large { did "order" where amount > 1_000 EUR }
      segment won_back { did "order" within 30 days after "late_delivery" }
      segment steady { did "order" in each of last 3 months }
      segment spenders { sum of amount of "order" in last 1 year > 5_000 EUR }
      """, seeAlso: ["time", "scores"]),
  LanguagePage(
    "missing", "what happens where a value is not known",
    text: """
      A test on a missing value is no, and `not` and `!=` turn that round: whoever
      has no industry is in `industry != "Retail"`. So a segment and its opposite
      are always everybody.

      `is missing` and `is known` are the only words for emptiness. Beside each
      answer Bantam knows whether it rests on a missing value: `run` counts those
      contacts, `why` names the field, and scores show how far a total could still
      move.
      """,
    example: """
      segment not_retail { industry != "Retail" }
      segment surely_not_retail { industry is known, industry != "Retail" }
      segment incomplete { any { industry is missing, employees is missing } }

      test "who has no industry counts as no retailer" {
          given company unknown { employees: 5 }
          expect unknown in not_retail
          expect unknown not in surely_not_retail
      }
      """, seeAlso: ["conditions", "scores", "tests"]),
]
