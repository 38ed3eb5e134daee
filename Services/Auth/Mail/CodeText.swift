/// What a letter with a code says, in the languages that the suite has words of its own for.
struct CodeText: Hashable, Sendable {
    let subject: String
    let body: String

    /// Writes a letter by mail.
    ///
    /// - `language`: a tag such as `de-CH`; English where there are no words for it.
    static func mail(_ letter: CodeLetter, from installation: String) -> CodeText {
        let words = words(for: letter.language)
        switch letter.purpose {
        case .validation:
            return CodeText(
                subject: fill(words.validationSubject, letter, installation),
                body: fill(words.validationBody, letter, installation))
        case .reset:
            return CodeText(
                subject: fill(words.resetSubject, letter, installation),
                body: fill(words.resetBody, letter, installation))
        }
    }

    /// Writes a letter by text message: one line.
    static func message(_ letter: CodeLetter, from installation: String) -> String {
        fill(words(for: letter.language).message, letter, installation)
    }

    private static func fill(_ text: String, _ letter: CodeLetter, _ installation: String) -> String {
        text.replacing("{code}", with: letter.code).replacing("{login}", with: letter.login)
            .replacing("{name}", with: installation)
    }

    private static func words(for language: String) -> Words {
        let primary = language.split { $0 == "-" || $0 == "_" }.first?.lowercased() ?? ""
        return languages[primary] ?? .english
    }

    private static let languages: [String: Words] = ["de": .german, "es": .spanish, "fr": .french]
}

extension CodeText {
    /// The texts of one language, with places for `{code}`, `{login}` and `{name}`.
    fileprivate struct Words: Sendable {
        var validationSubject: String
        var validationBody: String
        var resetSubject: String
        var resetBody: String
        var message: String

        static let english = Words(
            validationSubject: "{name}: is this your address?",
            validationBody: """
                Hello,

                somebody, most likely you, has given this address to {name}.
                To show that it is yours, enter this code in the app:

                    {code}

                If it was not you, there is nothing to do: without the code the address is not used.
                """,
            resetSubject: "{name}: a new password",
            resetBody: """
                Hello,

                somebody, most likely you, wants a new password for the login "{login}" at {name}.
                To choose one, enter this code in the app within 15 minutes:

                    {code}

                If it was not you, there is nothing to do: the old password still holds.
                """,
            message: "{name}: your code is {code}")

        static let german = Words(
            validationSubject: "{name}: Ist das Ihre Adresse?",
            validationBody: """
                Guten Tag,

                jemand, vermutlich Sie, hat bei {name} diese Adresse angegeben.
                Zum Nachweis geben Sie bitte diesen Code in der App ein:

                    {code}

                Wenn Sie es nicht waren, ist nichts zu tun: Ohne den Code wird die Adresse nicht benutzt.
                """,
            resetSubject: "{name}: ein neues Passwort",
            resetBody: """
                Guten Tag,

                jemand, vermutlich Sie, möchte ein neues Passwort für die Anmeldung „{login}“ bei {name}.
                Geben Sie dazu bitte binnen 15 Minuten diesen Code in der App ein:

                    {code}

                Wenn Sie es nicht waren, ist nichts zu tun: Das alte Passwort gilt weiter.
                """,
            message: "{name}: Ihr Code lautet {code}")

        static let spanish = Words(
            validationSubject: "{name}: ¿es esta su dirección?",
            validationBody: """
                Hola:

                Alguien, probablemente usted, ha indicado esta dirección en {name}.
                Para demostrar que es suya, escriba este código en la aplicación:

                    {code}

                Si no ha sido usted, no tiene que hacer nada: sin el código la dirección no se usa.
                """,
            resetSubject: "{name}: una contraseña nueva",
            resetBody: """
                Hola:

                Alguien, probablemente usted, quiere una contraseña nueva para el usuario «{login}» de {name}.
                Para elegirla, escriba este código en la aplicación en los próximos 15 minutos:

                    {code}

                Si no ha sido usted, no tiene que hacer nada: la contraseña anterior sigue valiendo.
                """,
            message: "{name}: su código es {code}")

        static let french = Words(
            validationSubject: "{name} : est-ce votre adresse ?",
            validationBody: """
                Bonjour,

                quelqu’un, sans doute vous, a donné cette adresse à {name}.
                Pour montrer qu’elle est à vous, saisissez ce code dans l’application :

                    {code}

                Si ce n’était pas vous, il n’y a rien à faire : sans le code, l’adresse ne sert à rien.
                """,
            resetSubject: "{name} : un nouveau mot de passe",
            resetBody: """
                Bonjour,

                quelqu’un, sans doute vous, souhaite un nouveau mot de passe pour l’identifiant « {login} » de {name}.
                Pour le choisir, saisissez ce code dans l’application d’ici 15 minutes :

                    {code}

                Si ce n’était pas vous, il n’y a rien à faire : l’ancien mot de passe reste valable.
                """,
            message: "{name} : votre code est {code}")
    }
}
