//! User stories in every shipped language as people write them, and English ones that no other table may touch.

use proptest::prelude::{any, prop_assert, proptest};

use super::language::LANGUAGES;
use super::story_languages::TABLES;
use super::user_story::user_story;

/// Each row: the text, role, want, benefit (empty: none).
fn expect(rows: &[[&str; 4]]) {
    for [body, role, want, benefit] in rows {
        let story = user_story(body);
        let found = story.as_ref().map(|story| {
            [
                story.role.as_str(),
                story.want.as_str(),
                story.benefit.as_deref().unwrap_or_default(),
            ]
        });
        assert_eq!(found, Some([*role, *want, *benefit]), "{body}");
        let range = story.map(|story| story.range).unwrap_or_default();
        assert!(body.get(range).is_some_and(|text| text.contains(role)));
    }
}

#[test]
fn reads_german() {
    expect(&[
        [
            "Als Kundin möchte ich mit Karte zahlen, damit es schnell geht.",
            "Kundin",
            "mit Karte zahlen",
            "es schnell geht",
        ],
        [
            "Als ein angemeldeter Benutzer will ich meine Bestellungen sehen, um Zeit zu sparen.",
            "angemeldeter Benutzer",
            "meine Bestellungen sehen",
            "Zeit zu sparen",
        ],
        [
            "Ich als Redakteurin möchte Artikel planen, sodass sie nachts erscheinen.",
            "Redakteurin",
            "Artikel planen",
            "sie nachts erscheinen",
        ],
        [
            "Als Admin brauche ich eine Liste aller Nutzer",
            "Admin",
            "eine Liste aller Nutzer",
            "",
        ],
        [
            "Als Nutzer, der oft reist, möchte ich um 10 Uhr eine Mail, z. B. mit Links, damit ich nichts vergesse.",
            "Nutzer, der oft reist",
            "um 10 Uhr eine Mail, z. B. mit Links",
            "ich nichts vergesse",
        ],
        [
            "Als Gast möchte ich die Möglichkeit, mich anzumelden, weil ich bestellen will.",
            "Gast",
            "die Möglichkeit, mich anzumelden",
            "ich bestellen will",
        ],
        [
            "**Als** Kunde\n**möchte ich** Rechnungen laden\n**damit** ich sie buchen kann",
            "Kunde",
            "Rechnungen laden",
            "ich sie buchen kann",
        ],
        [
            "Um Zeit zu sparen, als Kunde möchte ich eine Vorlage.",
            "Kunde",
            "eine Vorlage",
            "Zeit zu sparen",
        ],
        [
            "US-4 Als Mo\u{308}belkunde mo\u{308}chte ich zahlen. Danach mehr.",
            "Mo\u{308}belkunde",
            "zahlen",
            "",
        ],
        [
            "Ich möchte Rechnungen herunterladen, um sie zu prüfen.",
            "",
            "Rechnungen herunterladen",
            "sie zu prüfen",
        ],
    ]);
}

#[test]
fn reads_french() {
    expect(&[
        [
            "En tant que client, je veux payer par carte afin de gagner du temps.",
            "client",
            "payer par carte",
            "gagner du temps",
        ],
        [
            "En tant qu'administratrice je souhaite voir les comptes pour que rien ne se perde.",
            "administratrice",
            "voir les comptes",
            "rien ne se perde",
        ],
        [
            "En tant qu\u{2019}utilisateur, j\u{2019}aimerais un compte pour mon équipe",
            "utilisateur",
            "un compte pour mon équipe",
            "",
        ],
        [
            "en tant qu'un visiteur, je voudrais chercher un livre afin que je le trouve",
            "visiteur",
            "chercher un livre",
            "je le trouve",
        ],
        [
            "En tant que vendeur, je veux un rapport pour ne pas oublier mes clients.",
            "vendeur",
            "un rapport",
            "ne pas oublier mes clients",
        ],
        [
            "Afin de gagner du temps, en tant que client, je veux payer en un clic.",
            "client",
            "payer en un clic",
            "gagner du temps",
        ],
        [
            "En tant que chef de projet (interne ou externe), je ne veux pas saisir mes heures deux fois, car c'est long.",
            "chef de projet (interne ou externe)",
            "ne pas saisir mes heures deux fois",
            "c'est long",
        ],
    ]);
}

#[test]
fn reads_spanish() {
    expect(&[
        [
            "Como cliente, quiero pagar con tarjeta para que sea rápido.",
            "cliente",
            "pagar con tarjeta",
            "sea rápido",
        ],
        [
            "Como un usuario registrado quisiera ver mis pedidos para ahorrar tiempo.",
            "usuario registrado",
            "ver mis pedidos",
            "ahorrar tiempo",
        ],
        [
            "Como administradora necesito una lista a fin de revisar las cuentas",
            "administradora",
            "una lista",
            "revisar las cuentas",
        ],
        [
            "Como vendedor, me gustaría un informe para mi equipo.",
            "vendedor",
            "un informe para mi equipo",
            "",
        ],
        [
            "COMO profesor QUIERO subir notas PARA NO perderlas",
            "profesor",
            "subir notas",
            "NO perderlas",
        ],
    ]);
}

#[test]
fn reads_portuguese() {
    expect(&[
        [
            "Como cliente, quero pagar com cartão para que seja rápido.",
            "cliente",
            "pagar com cartão",
            "seja rápido",
        ],
        [
            "Como um usuário cadastrado, eu gostaria de ver meus pedidos para economizar tempo.",
            "usuário cadastrado",
            "ver meus pedidos",
            "economizar tempo",
        ],
        [
            "Enquanto gestora, preciso de um relatório a fim de decidir melhor.",
            "gestora",
            "um relatório",
            "decidir melhor",
        ],
        [
            "Eu, como professor, quero enviar notas de modo que os alunos as vejam.",
            "professor",
            "enviar notas",
            "os alunos as vejam",
        ],
        [
            "Como visitante quero uma conta para minha equipe",
            "visitante",
            "uma conta para minha equipe",
            "",
        ],
    ]);
}

#[test]
fn reads_italian() {
    expect(&[
        [
            "Come cliente, voglio pagare con la carta per risparmiare tempo.",
            "cliente",
            "pagare con la carta",
            "risparmiare tempo",
        ],
        [
            "In quanto amministratore vorrei vedere i conti affinché nulla si perda.",
            "amministratore",
            "vedere i conti",
            "nulla si perda",
        ],
        [
            "Come un utente registrato, vorrei salvare il carrello così da finire dopo.",
            "utente registrato",
            "salvare il carrello",
            "finire dopo",
        ],
        [
            "Come venditrice ho bisogno di un elenco per il mio gruppo.",
            "venditrice",
            "un elenco per il mio gruppo",
            "",
        ],
        [
            "In qualità di docente, desidero caricare i voti in modo che gli studenti li vedano",
            "docente",
            "caricare i voti",
            "gli studenti li vedano",
        ],
    ]);
}

#[test]
fn reads_dutch() {
    expect(&[
        [
            "Als klant wil ik met een kaart betalen zodat het snel gaat.",
            "klant",
            "met een kaart betalen",
            "het snel gaat",
        ],
        [
            "Als een beheerder wil ik graag alle gebruikers zien, om fouten te vinden.",
            "beheerder",
            "alle gebruikers zien",
            "fouten te vinden",
        ],
        [
            "Ik als docent wil cijfers invoeren, opdat studenten ze zien.",
            "docent",
            "cijfers invoeren",
            "studenten ze zien",
        ],
        [
            "Ik wil dat de applicatie dynamisch wordt gebouwd zodat er later meer bij kan",
            "",
            "dat de applicatie dynamisch wordt gebouwd",
            "er later meer bij kan",
        ],
        [
            "Als bezoeker zou ik graag de mogelijkheid om te betalen",
            "bezoeker",
            "de mogelijkheid om te betalen",
            "",
        ],
        [
            "Als gebruiker, wil ik om 10 uur een mail",
            "gebruiker",
            "om 10 uur een mail",
            "",
        ],
    ]);
}

#[test]
fn reads_polish() {
    expect(&[
        [
            "Jako klient chcę płacić kartą, aby było szybciej.",
            "klient",
            "płacić kartą",
            "było szybciej",
        ],
        [
            "Jako administratorka, chciałabym widzieć konta, żeby niczego nie zgubić.",
            "administratorka",
            "widzieć konta",
            "niczego nie zgubić",
        ],
        [
            "Jako użytkownik chciałbym, aby system wysyłał maile, żebym nic nie przegapił",
            "użytkownik",
            "aby system wysyłał maile",
            "nic nie przegapił",
        ],
        [
            "Jako sprzedawca potrzebuję raportu",
            "sprzedawca",
            "raportu",
            "",
        ],
        [
            "Jako nauczyciel nie chcę tracić ocen, ponieważ są ważne.",
            "nauczyciel",
            "nie tracić ocen",
            "są ważne",
        ],
    ]);
}

#[test]
fn leaves_other_prose_alone() {
    for body in [
        "Come and see. I want to thank you.",
        "Como is a lake in Italy.",
        "Per your request, the list is shorter.",
        "Als ik inlog wil ik een lijst.",
        "Als de server down is wil ik een mail.",
        "Als ich gestern suchte, fand ich nichts.",
        "Als nächstes möchte ich zahlen.",
        "Como no funciona, quiero mi dinero.",
        "Come detto, voglio un elenco.",
        "Jako że działa, chcę więcej.",
        "Ich möchte mich bedanken.",
        "Como cliente. Quiero pagar.",
        "Je veux un compte.",
        "En tant que telle, je veux la page.",
        "Als Kunde möchte ich.",
    ] {
        assert_eq!(user_story(body), None, "{body}");
    }
}

#[test]
fn every_language_of_the_template_can_be_read_back() {
    for language in LANGUAGES {
        let code = language.code;
        assert!(code == "en" || TABLES.iter().any(|table| table.code == code));
        let reason = if matches!(code, "es" | "fr" | "it" | "pt") {
            "entrar"
        } else {
            "x"
        };
        let reason = if code == "it" { "entrare" } else { reason };
        let body = language.sentence("abc", "xyz", reason);
        let story = user_story(&body);
        assert_eq!(
            story.map(|story| (story.role, story.want, story.benefit)),
            Some(("abc".to_owned(), "xyz".to_owned(), Some(reason.to_owned()))),
            "{body}"
        );
    }
}

proptest! {
    #[test]
    fn stands_any_text(body in any::<String>(), tail in "[a-zA-Z ,.éżł'\u{2019}\u{a0}\n]{0,60}") {
        for table in TABLES {
            for (role, want) in table.roles.iter().zip(table.wants) {
                for text in [
                    format!("{role}{body} {}{tail}", want.words),
                    format!("{role}{tail}, {}{body}", want.words),
                    format!("{}{body} {}{tail}", want.words, table.benefits[0].words),
                ] {
                    if let Some(story) = user_story(&text) {
                        prop_assert!(text.get(story.range).is_some());
                        prop_assert!(!story.want.is_empty());
                    }
                }
            }
        }
    }
}
