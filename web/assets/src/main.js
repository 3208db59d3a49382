// Every page: the design system's own behaviours, and nothing else. Pages work without it.
import { initAll } from 'govuk-frontend'

initAll()
