import BantamDiagnostics
import BantamProgram
import BantamSession
import BantamSystem

/// Rules of many kinds with few tests, so that most changes stay unnoticed.
enum SmallRules {
  static let text = """
    settings { as of 2026-03-01 }

    fields { budget : money, decision_on : date }

    list towns = ["Kiel", "Ulm"]
    place kiel = 54.3233, 10.1228

    define decides = (seniority = "Owner" or job_title contains any of ["Head", "Chief"]) and not tags contains "former"

    segment makers of company {
        industry in ["Manufacturing", "Logistics"]
        employees in 10..250
        any { postcode in "24000".."24199", city in towns, location within 40 km of kiel }
        any person { decides }
        not did "order" in last 3 years
    }

    segment keen {
        did "visit" at least 2 times in last 30 days where detail starts with "price"
        at least 2 of { budget is known, decision_on in next 90 days, created_at before 2026-02-01 }
    }

    segment quiet of company { last did anything older than 180 days, no person { did anything in last 180 days } }

    segment rich of company { revenue / employees > 200_000 EUR, sum of amount of "order" >= 500 EUR }

    segment birthdays of person { birth_date anniversary in next 14 days, company { makers } }

    score fit {
        budget weight 3 { 100 when budget >= 50_000 EUR, 60 when budget >= 10_000 EUR, 0 otherwise }
        heat weight 1 sum to 50 { 10 per "visit" in last 90 days up to 30, 20 when any person { decides }, -10 when quiet }
        veto "is a rival" when email_domain = "rival.example"
    }

    grades of fit { A from 70 { suggest "call" }, B from 40, C otherwise }

    purpose news { basis consent, channel email }

    campaign spring { audience makers, exclude quiet, exclude employees < 15, purpose news, qualify with fit }

    test "a maker" {
        given company acme { industry: "Manufacturing", employees: 60, city: "Kiel", email: "a@acme.example",
                             budget: 60_000 EUR, consents to news }
        given person of acme { seniority: "Owner" }
        expect acme lead of spring
        expect acme grade A of fit
    }

    test "a visitor" {
        given company acme { budget: 5 EUR, decision_on: 2026-03-05 }
        given activity of acme "visit" on 2026-02-20 { detail: "price list" }
        given activity of acme "visit" on 2026-02-21 { detail: "price list" }
        expect acme in keen
    }
    """

  /// `changed`: the text of the rules.
  static func rules(_ changed: String = text) -> Rules { checkRules([SourceFile(path: "rules.bant", text: changed)]) }

  static let asOf: Int64 = 1_772_323_200_000
}
