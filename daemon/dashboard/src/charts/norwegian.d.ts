declare module 'echarts/i18n/langnb-NO-obj.js' {
  const locale: Record<string, unknown>;
  export default locale;
}
