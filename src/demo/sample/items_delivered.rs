//! The sample's epics and the items of its Sprints 3 to 7.

use super::seed::{BLANK, Seed};

/// Epics first, then by Sprint.
pub(super) const DELIVERED: &[Seed] = &[
    Seed {
        id: 1,
        title: "Guests can buy",
        kind: "epic",
        value: "13",
        objective: "O2",
        opening: "## Outcome\n\nA visitor without an account gets from the basket to a paid order.\n\n\
                  ## How we will know\n\nOne in five orders comes from a guest, up from none.",
        ..BLANK
    },
    Seed {
        id: 2,
        title: "Find the right product",
        kind: "epic",
        value: "8",
        objective: "O3",
        opening: "## Outcome\n\nCustomers find what they came for without asking us.\n\n\
                  ## How we will know\n\nSearches that end without a click fall from 38 % to 20 %.",
        ..BLANK
    },
    Seed {
        id: 3,
        title: "Pay without typing",
        kind: "epic",
        value: "13",
        objective: "O1",
        opening: "## Outcome\n\nPaying is the shortest step of an order.\n\n\
                  ## How we will know\n\nThe median checkout takes less than 30 seconds.",
        ..BLANK
    },
    Seed {
        id: 4,
        title: "After the order",
        kind: "epic",
        value: "5",
        objective: "O3",
        opening: "## Outcome\n\nNobody has to call us to know where an order is.\n\n\
                  ## How we will know\n\nCalls about orders fall by half.",
        ..BLANK
    },
    Seed {
        id: 32,
        title: "Gifts and vouchers",
        kind: "epic",
        value: "5",
        objective: "O3",
        requested_by: "Marketing",
        opening: "## Outcome\n\nCustomers give our products to others, who then come back on their own.\n\n\
                  ## How we will know\n\nOne order in twenty is paid with a gift card or a voucher.",
        ..BLANK
    },
    // Sprint 3
    Seed {
        id: 5,
        title: "Basket survives a closed browser",
        epic: 1,
        value: "8",
        labels: "[basket]",
        opening: "As a visitor, I want to find my basket as I left it so that I can decide tomorrow.",
        criteria: &[
            "Given two products in the basket, when I close the browser and come back within 30 days, then both are there",
            "A product that is sold out by then is shown as such and does not count in the total",
            "Nothing but the basket's number is kept in the browser",
        ],
        votes: "3 5 5 8, then 5 5 5 5",
        ..BLANK
    },
    Seed {
        id: 6,
        title: "Search by product name",
        epic: 2,
        value: "8",
        labels: "[search]",
        opening: "As a customer, I want to search by a product's name so that I need not know its category.",
        criteria: &[
            "Typing three letters of a name lists at most ten products whose names hold them",
            "A name with one wrong letter still finds the product",
            "A search without a result offers the five most sold products",
        ],
        votes: "5 8 8 13, then 8 8 8 8",
        ..BLANK
    },
    Seed {
        id: 7,
        title: "Show delivery costs before checkout",
        epic: 1,
        value: "5",
        labels: "[basket]",
        requested_by: "Support",
        opening: "As a customer, I want to see the delivery costs in the basket so that the total does not surprise me.",
        criteria: &[
            "The basket shows the delivery costs for the country of the visitor",
            "Above 50 euros the line reads \"Delivery: free\"",
        ],
        votes: "2 2 2",
        ..BLANK
    },
    Seed {
        id: 8,
        title: "Which payment provider",
        kind: "spike",
        epic: 3,
        value: "5",
        labels: "[payment]",
        opening: "## Question\n\nWhich provider lets us keep cards without seeing their numbers?\n\n\
                  ## Hypothesis\n\nTwo of the four candidates can, at less than 1.5 % an order.\n\n\
                  ## Risks\n\nWithout one of them, US-9 and US-12 cannot be built.\n\n\
                  ## Time box\n\n3 days",
        criteria: &["A page compares four providers by costs, tokens and countries, and names one"],
        votes: "2 2 3, then 2 2 2",
        ..BLANK
    },
    // Sprint 4
    Seed {
        id: 10,
        title: "Filter by size and colour",
        epic: 2,
        value: "5",
        labels: "[search]",
        opening: "As a customer, I want to filter a list by size and colour so that I only see what fits.",
        criteria: &[
            "Choosing a size hides every product that is not there in that size",
            "Two colours show the products of either",
            "The address of the page holds the filter, so that it can be sent to somebody",
        ],
        votes: "8 8 5, then 8 8 8",
        ..BLANK
    },
    Seed {
        id: 11,
        title: "Order confirmation by e-mail",
        epic: 4,
        value: "8",
        labels: "[mail]",
        opening: "As a customer, I want a mail that confirms my order so that I know it has arrived.",
        criteria: &[
            "Within 5 minutes of the payment a mail lists products, total and delivery address",
            "A mail that cannot be delivered is shown to Support on the order's page",
        ],
        votes: "3 3 3",
        ..BLANK
    },
    Seed {
        id: 14,
        title: "Check out on a phone",
        epic: 1,
        value: "13",
        labels: "[checkout, mobile]",
        requested_by: "Sales (ACME)",
        opening: "As a customer with a phone, I want to check out with one hand so that I can buy on the train.",
        criteria: &[
            "Every step of the checkout fits a screen of 360 pixels without scrolling sideways",
            "Number fields open the keyboard for numbers",
            "A lost connection keeps what was typed for 10 minutes",
        ],
        votes: "8 13 8 8, then 8 8 8 8",
        ..BLANK
    },
    // Sprint 5
    Seed {
        id: 16,
        title: "Pay by bank transfer",
        epic: 3,
        value: "5",
        labels: "[payment]",
        requested_by: "Finance",
        opening: "As a business customer, I want to pay by bank transfer so that I need no card of my own.",
        criteria: &[
            "The order page shows account, amount and reference",
            "The order is packed when the amount has arrived, and cancelled after 10 days without it",
            "An amount that is too small is shown to Finance",
        ],
        votes: "5 8 8, then 8 8 8",
        ..BLANK
    },
    Seed {
        id: 18,
        title: "Track an order",
        epic: 4,
        value: "8",
        labels: "[orders]",
        requested_by: "Support",
        opening: "As a customer, I want to see where my parcel is so that I am at home when it comes.",
        criteria: &[
            "The order page shows ordered, packed, handed over and delivered, each with its time",
            "From \"handed over\" on it links to the carrier's page for that parcel",
        ],
        votes: "8 5 8, then 8 8 8",
        ..BLANK
    },
    Seed {
        id: 19,
        title: "Suggest addresses while typing",
        epic: 1,
        value: "5",
        labels: "[checkout]",
        opening: "As a customer, I want my address completed while I type so that I make no mistakes.",
        criteria: &[
            "After four letters of the street up to five addresses are offered",
            "Without an answer within 400 ms the field works as before",
        ],
        votes: "5 5 3, then 5 5 5",
        ..BLANK
    },
    // Sprint 6
    Seed {
        id: 20,
        title: "Pay with a wallet",
        epic: 3,
        value: "8",
        labels: "[payment, mobile]",
        opening: "As a customer with a phone, I want to pay with its wallet so that I need no card at hand.",
        criteria: &[
            "Where the phone has a wallet its button stands above the other ways to pay",
            "Name and address come from the wallet and can be changed before paying",
            "A refused payment leads back to the basket with the reason",
        ],
        votes: "8 8 8",
        ..BLANK
    },
    Seed {
        id: 21,
        title: "Basket total is wrong with two tax rates",
        kind: "bug",
        epic: 1,
        value: "8",
        labels: "[basket]",
        requested_by: "Finance",
        opening: "## What happens\n\nA book and a lamp in one basket: the total is 1 cent too high.\n\n\
                  ## What should happen\n\nTax is rounded once a rate, not once a product.\n\n\
                  ## Steps\n\n1. Put a book and a lamp into the basket\n2. Compare the total with the invoice",
        criteria: &[
            "For the 40 baskets in Finance's list, total and invoice are equal to the cent",
        ],
        votes: "3 2 3, then 3 3 3",
        ..BLANK
    },
    Seed {
        id: 23,
        title: "Cancel an order within an hour",
        epic: 4,
        value: "5",
        labels: "[orders]",
        requested_by: "Support",
        opening: "As a customer, I want to cancel an order within an hour so that a slip costs nobody anything.",
        criteria: &[
            "For 60 minutes the order page has a button that cancels the order and pays back",
            "An order that is packed already cannot be cancelled, and the page says why",
        ],
        votes: "5 5 5",
        ..BLANK
    },
    Seed {
        id: 24,
        title: "Update the shop framework",
        kind: "task",
        value: "2",
        labels: "[upkeep]",
        opening: "The version in use gets no security updates after this quarter.",
        criteria: &[
            "The shop runs on the new version in production",
            "All checks that passed before pass after it",
        ],
        votes: "5 3 5, then 5 5 5",
        ..BLANK
    },
    // Sprint 7
    Seed {
        id: 25,
        title: "Search forgets the filter",
        kind: "bug",
        epic: 2,
        value: "5",
        labels: "[search]",
        requested_by: "Support",
        opening: "## What happens\n\nAfter a second search all sizes are shown again.\n\n\
                  ## What should happen\n\nSize and colour stay until I take them away.",
        criteria: &[
            "Given a filter by size, when I search again, then the list holds that size only",
        ],
        votes: "1 1 1",
        ..BLANK
    },
    Seed {
        id: 34,
        title: "Reorder a past order",
        epic: 4,
        value: "8",
        labels: "[orders]",
        requested_by: "Sales (ACME)",
        opening: "As a business customer, I want to order the same again so that supplies take one click.",
        criteria: &[
            "A button on a past order puts all of its products into the basket",
            "Products that are gone are named, with the nearest one that is there",
            "Prices are those of today, and the page says so where they differ",
        ],
        votes: "5 8 13, then 8 8 8",
        ..BLANK
    },
    Seed {
        id: 36,
        title: "Faster product images",
        kind: "task",
        epic: 2,
        value: "5",
        labels: "[upkeep, mobile]",
        opening: "On a phone the images of a list take 6 seconds.",
        criteria: &[
            "On a 4G line the first ten images of a list are there within 2 seconds",
            "No image is larger than 150 kB",
        ],
        votes: "8 8 5, then 8 8 8",
        ..BLANK
    },
    Seed {
        id: 37,
        title: "Leave a note for the driver",
        epic: 4,
        value: "3",
        labels: "[orders]",
        opening: "As a customer, I want to leave the driver a note so that the parcel comes to the neighbour.",
        criteria: &[
            "A note of up to 140 characters is printed on the label",
            "It can be changed until the parcel is handed over",
        ],
        votes: "5 3 5, then 5 5 5",
        ..BLANK
    },
];
