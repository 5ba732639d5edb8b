//! The sample's items of Sprint 8, what comes after it, what was declined and what was a duplicate.

use super::seed::{BLANK, Seed};

/// By Sprint and order.
pub(super) const OPEN: &[Seed] = &[
    // Sprint 8
    Seed {
        id: 9,
        title: "Tokenise cards",
        epic: 3,
        value: "5",
        labels: "[payment]",
        opening: "As a returning customer, I want my card kept as a token so that its number is nowhere to steal.",
        criteria: &[
            "After a payment the provider's token is kept, never the number",
            "Deleting a card deletes its token at the provider within a minute",
        ],
        votes: "3 5 3, then 3 3 3",
        ..BLANK
    },
    Seed {
        id: 12,
        title: "Pay with a saved card",
        epic: 3,
        value: "8",
        labels: "[checkout, payment]",
        requested_by: "Sales (ACME)",
        opening: "As a returning customer, I want to pay with a saved card so that checkout takes seconds.",
        criteria: &[
            "Given a saved card, when I press Pay, then the order is placed without asking for the number",
            "An expired card is refused",
            "I can choose another card before I pay",
        ],
        votes: "5 8 8 13, then 8 8 8 8",
        ..BLANK
    },
    Seed {
        id: 13,
        title: "Refund an order",
        epic: 4,
        value: "8",
        labels: "[orders, payment]",
        requested_by: "Support",
        opening: "As a support agent, I want to refund an order so that a customer need not wait for Finance.",
        criteria: &[
            "A refund of the whole order or of single products goes back the way it was paid",
            "The customer gets a mail with the amount and the day by which it arrives",
            "A refund above 200 euros needs a second agent",
        ],
        votes: "8 13 8, then 8 8 8",
        ..BLANK
    },
    Seed {
        id: 38,
        title: "Ask for the e-mail address once",
        epic: 1,
        value: "5",
        labels: "[checkout]",
        opening: "As a guest, I want to give my e-mail address once so that I do not type it three times.",
        criteria: &[
            "The address typed in the basket is filled in at every later step",
            "It can be changed at each of them",
        ],
        votes: "2 2 3, then 2 2 2",
        ..BLANK
    },
    Seed {
        id: 39,
        title: "Card errors in plain words",
        epic: 3,
        value: "5",
        labels: "[payment]",
        requested_by: "Support",
        opening: "As a customer, I want to read why my card was refused so that I know what to do.",
        criteria: &[
            "Each of the provider's 14 reasons has a sentence that says what to do next",
            "A reason that is not among them shows the provider's number for Support",
        ],
        votes: "3 2 3, then 3 3 3",
        ..BLANK
    },
    Seed {
        id: 40,
        title: "Checkout fails on Safari",
        kind: "bug",
        epic: 1,
        value: "13",
        labels: "[checkout]",
        requested_by: "Support",
        opening: "## What happens\n\nOn Safari 19 the button \"Pay\" does nothing.\n\n\
                  ## What should happen\n\nThe order is placed.\n\n\
                  ## Steps\n\n1. Open the shop on an iPhone\n2. Put anything into the basket\n3. Press Pay",
        criteria: &[
            "Given Safari 18 or 19, when I press Pay, then the order is placed",
            "The nightly run covers both",
        ],
        votes: "2 2 1, then 2 2 2",
        ..BLANK
    },
    // After it
    Seed {
        id: 15,
        title: "Guest checkout",
        epic: 1,
        value: "13",
        labels: "[checkout]",
        requested_by: "Marketing",
        opening: "As a guest, I want to buy without an account so that I can order at once.",
        votes: "5 5 8, then 5 5 5",
        ..BLANK
    },
    Seed {
        id: 22,
        title: "Gift cards",
        epic: 32,
        value: "5",
        labels: "[gifts]",
        requested_by: "Marketing",
        opening: "As a customer, I want to buy a gift card so that somebody else can choose.",
        criteria: &[
            "A card of 10 to 200 euros can be bought and comes as a mail with a code",
            "The code pays an order, or a part of it, and the rest stays on it",
        ],
        ..BLANK
    },
    Seed {
        id: 17,
        title: "Invoice by e-mail",
        epic: 4,
        value: "5",
        labels: "[mail]",
        requested_by: "Finance",
        opening: "As a business customer, I want the invoice by e-mail so that I need not look for it.",
        criteria: &[
            "The invoice is a PDF that holds the order's number and both addresses",
            "The invoice arrives quickly",
        ],
        votes: "3 3 2, then 3 3 3",
        ..BLANK
    },
    Seed {
        id: 31,
        title: "Voucher codes",
        epic: 32,
        value: "8",
        labels: "[gifts]",
        requested_by: "Marketing",
        opening: "As a marketer, I want to give out voucher codes so that a campaign can be measured.",
        votes: "8 8 13, then 8 8 8",
        ..BLANK
    },
    Seed {
        id: 28,
        title: "Compare two products",
        epic: 2,
        value: "3",
        labels: "[search]",
        opening: "As a customer, I want to see two products side by side so that I can choose.",
        criteria: &["Two products show their properties in one table, differences marked"],
        votes: "5 5 3, then 5 5 5",
        ..BLANK
    },
    Seed {
        id: 46,
        title: "Print a gift card at home",
        epic: 32,
        value: "3",
        labels: "[gifts]",
        requested_by: "Marketing",
        opening: "As a customer, I want to print a gift card so that I have something to hand over.",
        criteria: &["The mail of a gift card links to a page that prints on one A4 sheet"],
        votes: "3 3 3",
        ..BLANK
    },
    Seed {
        id: 35,
        title: "Pay in instalments",
        epic: 3,
        value: "5",
        labels: "[payment]",
        requested_by: "Sales (ACME)",
        opening: "As a customer, I want to pay in three instalments so that a large order is no problem.",
        ..BLANK
    },
    Seed {
        id: 50,
        title: "Loyalty points",
        epic: 4,
        value: "5",
        labels: "[loyalty]",
        requested_by: "Marketing",
        opening: "As a returning customer, I want to collect points so that coming back pays.",
        criteria: &[
            "Each euro paid gives a point when the time for returning the order is over",
            "100 points take 1 euro off an order",
        ],
        votes: "13 8 13, then 13 13 13",
        ..BLANK
    },
    Seed {
        id: 44,
        title: "Export orders as XML",
        value: "2",
        labels: "[orders]",
        requested_by: "Sales (ACME)",
        opening: "As a buyer at ACME, I want our orders as XML so that our own system can read them.",
        ..BLANK
    },
    Seed {
        id: 48,
        title: "Gift wrapping",
        epic: 32,
        labels: "[gifts]",
        requested_by: "Marketing",
        opening: "As a customer, I want a product wrapped so that I can send it on without unpacking it.",
        ..BLANK
    },
    Seed {
        id: 49,
        title: "Wish list",
        requested_by: "Support",
        opening: "As a customer, I want to keep products for later so that I find them again.",
        ..BLANK
    },
    // Declined
    Seed {
        id: 26,
        title: "Dark mode",
        value: "2",
        labels: "[design]",
        requested_by: "Sales (ACME)",
        opening: "As a customer, I want dark pages so that the screen is easier on my eyes at night.",
        ..BLANK
    },
    Seed {
        id: 27,
        title: "Order by fax",
        value: "1",
        requested_by: "Sales (ACME)",
        opening: "As a buyer without e-mail, I want to order by fax so that nothing changes for me.",
        ..BLANK
    },
    Seed {
        id: 30,
        title: "Reviews with photos",
        epic: 2,
        value: "3",
        requested_by: "Marketing",
        opening: "As a customer, I want to add photos to a review so that others see the real product.",
        ..BLANK
    },
    // Duplicates, removed again
    Seed {
        id: 41,
        title: "Coupons",
        requested_by: "Marketing",
        opening: "Codes on paper, for the trade fair.",
        ..BLANK
    },
    Seed {
        id: 42,
        title: "Save my credit card",
        requested_by: "Marketing",
        opening: "Customers ask for it at the fair each year.",
        ..BLANK
    },
    Seed {
        id: 43,
        title: "No account needed",
        requested_by: "Marketing",
        opening: "Every second visitor leaves at the account page.",
        ..BLANK
    },
];
