/// The script of the page: it chooses among the maps that are there. Without it all are shown, one below the other.
enum MapScript {
  static let text: StaticString = """

    const choice = document.getElementById('choice');
    const market = document.getElementById('market');
    const persona = document.getElementById('persona');
    const numbers = document.getElementById('numbers');
    const none = document.getElementById('none');
    const sheets = Array.from(document.querySelectorAll('.sheet'));

    function matching(m, p) {
      const exact = sheets.filter(s => s.dataset.market === m ? s.dataset.persona === p : false);
      if (exact.length || m !== '') return exact;
      return sheets.filter(s => s.dataset.persona === p);
    }

    function show() {
      const chosen = matching(market.value, persona.value);
      for (const sheet of sheets) sheet.hidden = !chosen.includes(sheet);
      none.textContent = chosen.length ? '' : none.dataset.text;
      for (const option of persona.options) {
        option.disabled = !matching(market.value, option.value).length;
        option.hidden = option.disabled;
      }
      document.body.classList.toggle('quiet', !numbers.checked);
    }

    market.addEventListener('change', () => {
      if (!matching(market.value, persona.value).length) persona.value = '';
      show();
    });
    persona.addEventListener('change', show);
    numbers.addEventListener('change', show);
    window.addEventListener('pageshow', show);
    choice.hidden = false;
    show();

    """
}
