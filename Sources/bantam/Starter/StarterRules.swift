/// The rule set that `bantam init` writes; `folder` as the user would write it on the command line.
func starterRules(folder: String) -> String {
  """
  # A rule set that runs at once. Read it from top to bottom: who, how promising, what follows.
  #
  #   bantam import \(folder)/data/*.csv --rules \(folder)     the sample contacts, into \(folder)/contacts.db
  #   bantam run \(folder)                                     from contacts to graded leads
  #   bantam test \(folder)                                    the tests in tests.bant

  edition 1

  settings {
      currency EUR
      zone "Europe/Berlin"
      as of 2026-03-01            # the day of the sample; without this line a run looks at today
  }

  # What the columns of your contacts mean beyond the usual ones (name, e-mail, postcode, industry, job title ...).

  fields of company {
      agreed      : yes_no   "Agreed to our e-mails"
      budget      : money    "Budget for the project"
      decision_on : date     "Decision planned for"
  }

  # Who we want to talk to.

  define decision_maker = seniority in ["Owner", "C-level"] or job_title contains "Head of"

  ## Mid-sized makers and movers around Hamburg with somebody who decides.
  segment target "Manufacturers and carriers in the north" of company {
      industry in ["Manufacturing", "Logistics"]
      employees in 10..250
      postcode in "20000".."25999"
      any person { decision_maker }
  }

  segment customer of company { tags contains "customer" }

  list competitors = ["rival.example"]

  # How promising each one is: budget, authority, need, time.

  score bant {
      budget weight 30 {
          100 when budget >= 100_000 EUR
           60 when budget >=  25_000 EUR
            0 otherwise
      }
      authority weight 25 {
          100 when any person { decision_maker }
           40 when any person { seniority = "Manager" }
            0 otherwise
      }
      need weight 25 sum to 100 {
           50 when did "demo_request" in last 60 days
           10 per "pricing_visit" in last 30 days up to 40
           20 when employees >= 50
      }
      time weight 20 {
          100 when decision_on in next 90 days
           50 when decision_on in next 1 year
            0 otherwise
      }
      veto "is a competitor" when email_domain in competitors
  }

  # What follows.

  grades of bant {
      A from 70 {
          open opportunity
          suggest convert to prospect
      }
      B from 40 { suggest keep in marketing }
      C otherwise { suggest demote to contact }
  }

  team marketing ["anna@example.com", "ben@example.com"]
  team sales     ["carla@example.com"]

  funnel pipeline per project {
      stage contact
      stage lead      handled by marketing
      stage prospect  handled by sales
      stage client

      contact  to lead      when campaign_joined or opportunity_opened
      lead     to prospect  when offer_made
      prospect to client    when offer_accepted
      lead     to contact   when demoted
  }

  purpose newsletter "E-mail about our products" {
      basis   consent when agreed
      channel email
      keep    2 years
  }

  campaign spring "Spring campaign" {
      project   rollout uses pipeline
      audience  target
      exclude   customer
      purpose   newsletter
      limit     20 by bant
      assign    marketing round robin
      qualify   with bant
  }

  """
}

/// The tests beside it; they run with their own clock on nothing but what they give.
let starterTests = """
  test "a Hamburg manufacturer with money and a date is an A lead" {
      as of 2026-03-01
      given company acme { industry: "Manufacturing", employees: 120, postcode: "20095",
                           email: "info@acme.example", agreed: yes, budget: 120_000 EUR, decision_on: 2026-04-15 }
      given person of acme { seniority: "C-level" }
      given activity of acme "demo_request" on 2026-02-20
      expect acme in target
      expect acme lead of spring
      expect acme bant = 92.5, grade A          # 30 + 25 + 17.5 + 20
  }

  test "nobody is written to who did not agree" {
      as of 2026-03-01
      given company quiet { industry: "Logistics", employees: 40, postcode: "22113", email: "info@quiet.example" }
      given person of quiet { seniority: "Owner" }
      expect quiet in target
      expect quiet not lead of spring
  }

  test "a competitor is never a good lead" {
      as of 2026-03-01
      given company rival { email: "info@rival.example", budget: 200_000 EUR, decision_on: 2026-03-20 }
      given person of rival { seniority: "Owner" }
      expect rival grade C of bant
  }

  """
