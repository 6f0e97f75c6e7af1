// Apache ECharts with only what is drawn here. Loaded after the first paint, by chart_figure.ts.
import { LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, MarkAreaComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import norwegian from 'echarts/i18n/langnb-NO-obj.js';

echarts.use([
  AriaComponent, GridComponent, LineChart, MarkAreaComponent, SVGRenderer, TooltipComponent,
]);
echarts.registerLocale('nb-NO', norwegian as unknown as Parameters<typeof echarts.registerLocale>[1]);

export { echarts };
