import '@digdir/designsystemet-css';
import '@digdir/designsystemet-css/theme';
import './styles/palette.css';
import './styles/frame.css';
import './styles/parts.css';
import './styles/source.css';
import './styles/print.css';
import './app.ts';
