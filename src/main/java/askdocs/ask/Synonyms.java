package askdocs.ask;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Words that models put for each other without saying anything else, in English and Spanish: common
 * synonyms, and forms of a verb that do not begin alike. They are few, and no dictionary.
 */
final class Synonyms {
  private static final int SHORTEST = 3;
  private static final int ENDING = 2;

  /** Of words up to so many letters, the endings may be longer than what begins alike. */
  private static final int SHORT = 7;

  private static final Pattern VOWELS_AND_PLURAL = Pattern.compile("[aeiouy]|s$");

  /** Each line's words may stand for each other; they are written without accents. */
  private static final List<List<String>> GROUPS =
      """
      use employ utilize apply
      build construct erect
      make made create produce form generate
      establish found create set
      start begin began begun commence initiate launch
      end finish conclude complete terminate
      show demonstrate reveal indicate display illustrate
      help assist aid support
      buy bought purchase acquire
      get got gotten obtain receive gain acquire
      give gave given provide offer supply grant
      keep kept retain maintain preserve
      need require
      allow permit enable let
      cause lead led trigger bring brought
      rise rose risen increase grow grew grown climb
      fall fell fallen decrease decline drop reduce lower
      happen occur
      die death dead
      say said state mention note claim explain tell told
      think thought believe consider regard
      choose chose chosen select pick
      call name term known dub
      find found discover detect identify
      situated located placed found
      live reside dwell
      change alter modify
      hold held contain include comprise consist feature
      lead led head guide
      leave left depart
      move relocate transfer
      win won gain
      lose lost
      meet met
      write wrote written author compose
      speak spoke spoken talk
      know knew known
      see saw seen view observe
      take took taken
      go goes went gone
      come came
      become became turn
      run ran operate manage
      send sent
      sell sold
      pay paid
      teach taught
      catch caught
      stand stood
      spend spent
      fight fought
      seek sought
      draw drew drawn
      drive drove driven
      break broke broken
      wear wore worn
      feel felt
      large big great huge major
      small little minor tiny
      important significant key major crucial essential vital
      main principal primary chief major key
      fast quick rapid
      whole entire full
      enough sufficient
      difficult hard
      easy simple
      mostly mainly primarily largely chiefly
      near close
      different distinct
      famous renowned notable popular
      later subsequent afterwards
      wide broad
      part portion section segment
      type kind form sort
      city town
      country nation
      person people individual
      child children kid
      area region zone
      method way approach technique
      goal aim purpose objective
      result outcome effect consequence
      problem issue
      job work occupation
      amount quantity
      company firm business
      usar utilizar emplear
      construir edificar levantar
      crear crea creo creado producir generar formar hacer hizo hace hecho realizar realizo
      establecer fundar crear crea creo creado
      comenzar comienza empezar empieza iniciar
      terminar acabar finalizar concluir
      mostrar muestra demostrar demuestra indicar revelar
      ayudar asistir apoyar
      comprar adquirir
      obtener obtuvo obtiene conseguir consigue recibir lograr ganar
      dar dio da proporcionar ofrecer suministrar
      mantener mantuvo conservar
      necesitar requerir requiere precisar
      permitir dejar
      causar provocar producir produjo ocasionar
      aumentar crecer incrementar subir
      disminuir reducir redujo bajar descender
      ocurrir suceder pasar acontecer
      morir muere muerto murio murieron fallecer
      decir dice dijo dicho afirmar senalar indicar declarar mencionar explicar
      pensar piensa creer considerar opinar
      elegir escoger seleccionar
      llamar denominar nombrar conocer
      encontrar encuentra hallar descubrir situar ubicar localizar
      vivir residir habitar
      cambiar modificar alterar
      contener contiene incluir comprender
      dirigir liderar encabezar
      salir dejar abandonar
      mover trasladar desplazar
      escribir redactar componer
      hablar conversar
      saber supo sabe
      ver vio visto observar
      ir iba va
      venir vino viene llegar
      poner puso pone puesto colocar
      querer quiso quiere desear
      traer trajo
      ser es siendo
      poder pudo podia
      tener tuvo tenia poseer
      convertir convierte volver vuelve
      pedir pide solicitar
      seguir sigue continuar
      perder pierde
      grande gran amplio enorme mayor
      pequeno menor reducido
      importante relevante significativo esencial fundamental clave crucial
      principal fundamental primordial
      rapido veloz
      entero completo total
      suficiente bastante
      dificil complicado
      facil sencillo simple
      principalmente mayormente sobre
      cercano proximo
      diferente distinto
      famoso conocido celebre notable popular
      posterior siguiente despues
      numeroso mucho
      ancho amplio
      parte porcion seccion
      tipo clase forma
      ciudad urbe
      pais nacion
      persona gente individuo
      nino hijo
      area zona region territorio
      metodo manera forma modo tecnica
      objetivo meta fin proposito
      resultado efecto consecuencia
      problema cuestion
      trabajo empleo labor
      cantidad numero
      empresa compania
      """
          .lines()
          .map(line -> Arrays.asList(line.split(" ")))
          .toList();

  private Synonyms() {}

  /**
   * Whether one of them may stand for the other, or both may be forms of a verb; both in lower case
   * and without accents.
   */
  static boolean are(String one, String other) {
    return areForms(one, other)
        || consonants(one).equals(consonants(other))
        || GROUPS.stream().anyMatch(group -> has(group, one) && has(group, other));
  }

  /** Forms of a short verb: all but the last two letters are the same. */
  private static boolean areForms(String one, String other) {
    int longer = Math.max(one.length(), other.length());
    return longer <= SHORT && one.regionMatches(0, other, 0, Math.max(ENDING, longer - ENDING));
  }

  /** The first letter and the consonants; c and z are one in a Spanish verb. */
  private static String consonants(String word) {
    return word.charAt(0) + VOWELS_AND_PLURAL.matcher(word).replaceAll("").replace('z', 'c');
  }

  private static boolean has(List<String> group, String word) {
    return group.stream().anyMatch(mine -> ContentWords.alike(mine, word) || isFormOf(mine, word));
  }

  /** The word, or one that is too short to begin alike, with an ending. */
  private static boolean isFormOf(String mine, String word) {
    return word.equals(mine)
        || (mine.length() >= SHORTEST
            && word.startsWith(mine)
            && word.length() <= mine.length() + ENDING);
  }
}
